/** How many requests, at most so many at a time. */
export interface LoadPlan {
  /** So many are under way, each followed by the next. */
  readonly concurrency: number;
  /** Stop after so many. @default no limit */
  readonly requests?: number;
  /** Start none after this. @default no limit */
  readonly seconds?: number;
}

/** What became of them. */
export interface LoadResult {
  /** Of each that succeeded, in milliseconds. */
  readonly latencies: readonly number[];
  readonly errors: number;
  /** The first of those. */
  readonly failure?: unknown;
  /** From the first to the last, errors included. */
  readonly seconds: number;
}

/** So many failures in a row, and nobody answers any more. */
const hopeless = 50;

/**
 * Sends requests and takes their times. One that fails is counted.
 * @throws the last failure, when many in a row do; the reason of `signal` when that aborts first
 */
export async function runLoad(
  send: () => Promise<unknown>,
  { concurrency, requests = Infinity, seconds = Infinity }: LoadPlan,
  signal: AbortSignal,
): Promise<LoadResult> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  let [begun, errors, inARow] = [0, 0, 0];
  let failure: unknown;

  async function sendInTurn(): Promise<void> {
    while (begun < requests && performance.now() < end) {
      signal.throwIfAborted();
      begun += 1;
      const sent = performance.now();
      try {
        await send();
        latencies.push(performance.now() - sent);
        inARow = 0;
      } catch (error) {
        signal.throwIfAborted();
        if (errors === 0) failure = error;
        errors += 1;
        inARow += 1;
        if (inARow >= hopeless) throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, sendInTurn));
  const took = (performance.now() - start) / 1000;
  return { latencies, errors, seconds: took, ...(errors > 0 && { failure }) };
}
