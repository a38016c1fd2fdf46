/** How a check ended: as it should be, broken, working but worth a look, or not done. */
export type CheckOutcome = 'ok' | 'failed' | 'hint' | 'skipped';

/** One line of `npm run verify` and `npm run doctor`. Never holds a key or a token. */
export interface CheckResult {
  /** For programs, stable: `auth.challenge`. */
  readonly id: string;
  readonly outcome: CheckOutcome;
  /** What was found, one sentence. */
  readonly message: string;
  /** Why it is so, where that is known. */
  readonly cause?: string;
  /** What mends it: a command, or what to do. */
  readonly remedy?: string;
  /** The id of the known failure that it is, where it is one: docs/troubleshooting.md has them all. */
  readonly known?: string;
}
