import { stripVTControlCharacters, styleText } from 'node:util';
import { type ChecksReport, reportOf } from './checks-report.ts';
import { formatCheck, formatCounts } from './format-checks.ts';
import { type Check, runChecks, type RunChecksOptions } from './run-checks.ts';

/** Where lines go: standard output, or a test's. */
export interface Output {
  write(text: string): unknown;
  /** Only on a terminal the check that is under way is shown. */
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface PrintChecksOptions extends Pick<RunChecksOptions, 'timeoutMs'> {
  /** One JSON object at the end, in the place of lines. */
  readonly json?: boolean;
  /** @default process.stdout */
  readonly output?: Output;
}

/** Runs checks in order and prints each line as soon as it is known, and the counts at the end. */
export async function printChecks(
  checks: readonly Check[],
  { json = false, output = process.stdout, ...options }: PrintChecksOptions = {},
): Promise<ChecksReport> {
  if (json) {
    const report = reportOf(await runChecks(checks, options));
    output.write(`${JSON.stringify(report, undefined, 2)}\n`);
    return report;
  }
  const progress = progressOn(output);
  const results = await runChecks(checks, {
    ...options,
    onStart: ({ title }) => progress.show(`… ${title}`),
    onResult: (result) => {
      progress.clear();
      output.write(`${formatCheck(result)}\n`);
    },
  });
  progress.clear();
  const report = reportOf(results);
  output.write(`\n${formatCounts(report.counts)}\n`);
  return report;
}

/** One line that comes and goes, on a terminal only. */
function progressOn(output: Output): { show(text: string): void; clear(): void } {
  if (!output.isTTY) return { show() {}, clear() {} };
  const clear = (): void => void output.write('\r\u001B[2K');
  return {
    show(text) {
      clear();
      // A line that wraps could not be cleared.
      const short = stripVTControlCharacters(text).slice(
        0,
        Math.max((output.columns || 80) - 1, 0),
      );
      output.write(styleText('gray', short));
    },
    clear,
  };
}
