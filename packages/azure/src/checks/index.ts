export type { CheckOutcome, CheckResult } from './check.ts';
export {
  type CheckCounts,
  type ChecksReport,
  checksReportSchema,
  exitCodeOf,
  reportOf,
} from './checks-report.ts';
export { formatCheck, formatCounts } from './format-checks.ts';
export { type Output, printChecks, type PrintChecksOptions } from './print-checks.ts';
export { type Check, type CheckOutput, runChecks, type RunChecksOptions } from './run-checks.ts';
export { type Advice, failed, hint, ok, skipped } from './results.ts';
