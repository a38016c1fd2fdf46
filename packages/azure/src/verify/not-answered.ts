import type { ArmFailure } from '../arm/arm-result.ts';
import type { CheckResult } from '../checks/check.ts';
import type { Names } from './failures/known-failure.ts';
import { finding } from './finding.ts';

/** The line where Azure does not say what is asked: never more than a hint, as everything else goes on. */
export function notAnswered(
  id: string,
  what: string,
  { denied, reason }: ArmFailure,
  names: Names,
): CheckResult {
  const known = denied === undefined ? 'azure-silent' : 'permission-missing';
  return finding(id, `${what} cannot be read. ${reason}`, known, names, { outcome: 'hint' });
}
