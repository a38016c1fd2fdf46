import type { CheckResult } from './check.ts';

/** Why a line is as it is, and what mends it. */
export type Advice = Partial<Pick<CheckResult, 'cause' | 'remedy' | 'known'>>;

/** What is not as it should be says what mends it. */
type Mending = Advice & { readonly remedy: string };

/** Short ways to make the line of a check. */
export const ok = (id: string, message: string): CheckResult => ({ id, outcome: 'ok', message });
export const failed = (id: string, message: string, advice: Mending): CheckResult => ({
  id,
  outcome: 'failed',
  message,
  ...advice,
});
export const hint = (id: string, message: string, advice: Mending): CheckResult => ({
  id,
  outcome: 'hint',
  message,
  ...advice,
});
export const skipped = (id: string, message: string, advice: Advice = {}): CheckResult => ({
  id,
  outcome: 'skipped',
  message,
  ...advice,
});
