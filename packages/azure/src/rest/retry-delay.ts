const longestMs = 30_000;
const firstMs = 1_000;

/**
 * How long to wait (ms) before the attempt that follows attempt `attempt` (1, 2 …): what `Retry-After`
 * asks for, in seconds or as a date, else twice as long each time. Never longer than half a minute.
 */
export function retryDelay(
  attempt: number,
  retryAfter: string | null,
  now: number = Date.now(),
): number {
  const asked = retryAfter === null ? Number.NaN : readRetryAfter(retryAfter, now);
  const delay = Number.isNaN(asked) ? firstMs * 2 ** (attempt - 1) : asked;
  return Math.min(Math.max(delay, 0), longestMs);
}

function readRetryAfter(value: string, now: number): number {
  return /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
}
