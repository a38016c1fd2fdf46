import { UsageError } from '@side-by-side/local-host/errors';
import type { Report } from '../../report/report.ts';
import { compareCapabilities } from './compare-capabilities.ts';
import { compareRatios } from './compare-ratios.ts';
import { type Difference, isWorse } from './difference.ts';

/**
 * What is not as it was in the baseline, the worse first.
 * @param threshold how much of a ratio may be lost: 0.2 is a fifth
 * @throws UsageError when the baseline is of other servers
 */
export function compareWithBaseline(
  report: Report,
  baseline: Report,
  threshold: number,
): Difference[] {
  const [ids, former] = [report, baseline].map(({ servers }) =>
    servers.map(({ id }) => id).join(' and '),
  );
  if (ids !== former) {
    throw new UsageError(`The baseline compares ${former}, this report ${ids}.`);
  }
  const differences = [
    ...compareCapabilities(report, baseline),
    ...compareRatios(report, baseline, threshold),
  ];
  return differences.toSorted((one, other) => Number(isWorse(other)) - Number(isWorse(one)));
}
