import { messageOf } from '@side-by-side/local-host/errors';
import type { CheckResult } from './check.ts';

/** One thing to look at. It may have several lines to say, and none where it does not apply. */
export interface Check {
  /** Also the id of its line when it throws or takes too long: `cloud.region`. */
  readonly id: string;
  /** What is looked at, for who waits: `resource providers`. */
  readonly title: string;
  /** @param signal aborted when the check is given up */
  run(signal: AbortSignal): Promise<CheckOutput> | CheckOutput;
  /** How long it may take, in ms. @default that of `runChecks` */
  readonly timeoutMs?: number;
}

export type CheckOutput = CheckResult | readonly CheckResult[];

export interface RunChecksOptions {
  /** How long a check may take, in ms. @default 20_000 */
  readonly timeoutMs?: number;
  readonly onStart?: (check: Check) => void;
  readonly onResult?: (result: CheckResult) => void;
}

/**
 * Runs checks one after the other and gives their lines. One that throws, or does not end in time, becomes a
 * failed line, and the others go on.
 */
export async function runChecks(
  checks: readonly Check[],
  { timeoutMs = 20_000, onStart, onResult }: RunChecksOptions = {},
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    onStart?.(check);
    for (const result of await outcomeOf(check, check.timeoutMs ?? timeoutMs)) {
      results.push(result);
      onResult?.(result);
    }
  }
  return results;
}

async function outcomeOf(check: Check, timeoutMs: number): Promise<readonly CheckResult[]> {
  const given = new AbortController();
  const { promise: late, resolve: giveUp } = Promise.withResolvers<CheckResult>();
  const timer = setTimeout(() => {
    giveUp(failure(check, `gave no answer within ${timeoutMs / 1000} s`));
    given.abort();
  }, timeoutMs);
  try {
    // Within a promise, so that a check that throws at once is no different.
    const run = Promise.resolve().then(() => check.run(given.signal));
    return [await Promise.race([run, late])].flat();
  } catch (error) {
    return [failure(check, `could not be checked: ${messageOf(error)}`)];
  } finally {
    clearTimeout(timer);
  }
}

function failure({ id, title }: Check, what: string): CheckResult {
  return { id, outcome: 'failed', message: `${title[0]!.toUpperCase()}${title.slice(1)} ${what}` };
}
