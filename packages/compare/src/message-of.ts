/** The message of whatever was thrown; of several attempts in one, their messages. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && !thrown.message) {
    return thrown.errors.map(messageOf).join('; ');
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}
