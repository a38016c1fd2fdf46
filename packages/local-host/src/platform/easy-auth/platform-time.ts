/** A time as App Service writes it: .NET counts in steps of 100 nanoseconds, of which seven digits tell. */
export function platformTime(time: Date): string {
  return time.toISOString().replace('Z', '0000Z');
}
