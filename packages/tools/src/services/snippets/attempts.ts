import { setTimeout } from 'node:timers/promises';
import { orAborted } from '../or-aborted.ts';
import { faultOf, isPassing } from './storage-fault.ts';

/** How long a storage account is waited for. Times are in milliseconds. */
export interface Patience {
  /** For one attempt, from the request to the last byte. */
  readonly attemptMs: number;
  /** For one operation, with all its requests, attempts and the pauses between them. */
  readonly totalMs: number;
  /** For a sign-in, which attempts share, as it may take longer than each of them has. */
  readonly signInMs: number;
  /** The most attempts at one request. */
  readonly attempts: number;
  /** The longest pause that the service may ask for. */
  readonly longestPauseMs: number;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

export const defaultPatience: Patience = {
  attemptMs: 5_000,
  totalMs: 15_000,
  signInMs: 30_000,
  attempts: 3,
  longestPauseMs: 5_000,
  random: Math.random,
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
};

/** Runs one request, again where what failed may pass. The signal aborts when its time is up. */
export type Attempt = <Result>(
  request: (signal: AbortSignal) => Promise<Result>,
) => Promise<Result>;

/**
 * The attempts of one operation, which share its time. The library's own retries know neither 429 nor
 * Retry-After, and wait for a silent service for ever.
 * @param caller aborts when the caller has gone: then an attempt rejects with its reason
 */
export function createAttempts(patience: Patience, caller?: AbortSignal): Attempt {
  const limited = AbortSignal.any([
    ...(caller ? [caller] : []),
    AbortSignal.timeout(patience.totalMs),
  ]);
  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      limited.throwIfAborted();
      const signal = AbortSignal.any([limited, AbortSignal.timeout(patience.attemptMs)]);
      try {
        return await orAborted(request(signal), signal);
      } catch (thrown) {
        caller?.throwIfAborted();
        const error: unknown = signal.aborted ? signal.reason : thrown;
        const pause = pauseAfter(error, attempt, patience);
        if (pause === undefined || limited.aborted) throw error;
        await patience.sleep(pause, limited).catch(() => {
          caller?.throwIfAborted();
          throw error;
        });
      }
    }
  };
}

/** In milliseconds; undefined where there should be no other attempt, or not so soon. */
function pauseAfter(error: unknown, attempt: number, patience: Patience): number | undefined {
  const fault = faultOf(error);
  const asked = (fault.retryAfter ?? 0) * 1_000;
  if (!isPassing(fault) || attempt >= patience.attempts || asked > patience.longestPauseMs) {
    return undefined;
  }
  // Jitter, so that those who failed together do not come back together.
  return Math.max(asked, 2 ** attempt * 100 * (0.5 + patience.random() / 2));
}
