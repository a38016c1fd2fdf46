/** The errors of an app's process that still count. */
export interface ErrorHistory {
  readonly count: number;
  /** When the newest happened, in milliseconds of the host's clock. */
  readonly newest: number;
}

export const noErrors: ErrorHistory = { count: 0, newest: 0 };

/** The third error ends the host. */
export const errorLimit = 3;

/** Errors further apart than this start a new count. */
const forgetAfterMs = 30 * 60_000;

/**
 * The history after one more error.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/HttpFunctionInvocationDispatcher.cs
 */
export function countError({ count, newest }: ErrorHistory, now: number): ErrorHistory {
  return { count: count > 0 && now - newest > forgetAfterMs ? 1 : count + 1, newest: now };
}
