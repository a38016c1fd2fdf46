import type { FailureId } from '../failures/known-failures.ts';
import type { FindingDetail } from '../finding.ts';

/** One thing that is wrong with Easy Auth. */
export interface Problem extends FindingDetail {
  readonly what: string;
  readonly known: FailureId;
}
