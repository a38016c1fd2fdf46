/** How old a role assignment must be before storage can be relied on to know it. */
const roleAgeMs = 120_000;

/** How long to wait (ms) until the youngest of the role assignments, made at `times`, is old enough. */
export function roleWait(times: readonly number[], now: number): number {
  if (times.length === 0) return 0;
  // A clock that runs behind Azure's must not make the wait longer than the age itself.
  return Math.min(Math.max(Math.max(...times) + roleAgeMs - now, 0), roleAgeMs);
}
