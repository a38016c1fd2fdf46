import type { Names } from './failures/known-failure.ts';
import type { FailureId } from './failures/known-failures.ts';

/** What is found out about a refusal beyond the answer itself. */
export interface Explained {
  readonly known: FailureId;
  readonly detail?: string | undefined;
  readonly names?: Partial<Names> | undefined;
}
