/** An instant as the clocks of a time zone show it: `2026-11-28T06:00:00-05:00`. */
export function localIso(instant: Date, timeZone: string): string {
  const offset = offsetAt(instant, timeZone);
  const shifted = new Date(instant.getTime() + offset * 60_000);
  const sign = offset < 0 ? '-' : '+';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${shifted.toISOString().slice(0, 19)}${sign}${two(hours)}:${two(minutes)}`;
}

/** The instant at which the clocks of a time zone show a full hour that is not skipped or repeated. */
export function atLocalHour(date: string, hour: number, timeZone: string): Date {
  const asUtc = Date.parse(`${date}T${two(hour)}:00:00Z`);
  const guess = new Date(asUtc - offsetAt(new Date(asUtc), timeZone) * 60_000);
  return new Date(asUtc - offsetAt(guess, timeZone) * 60_000);
}

/** In minutes, east positive. */
function offsetAt(instant: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '');
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
