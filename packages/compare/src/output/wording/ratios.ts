import type { PerformanceRow } from '../../report/performance.ts';
import type { Report } from '../../report/report.ts';
import { formatRatio } from './figures.ts';

/** Whether rounds of the one server were as good as rounds of the other, so that their difference may be chance. */
export function overlaps({ measures }: PerformanceRow, { servers }: Report): boolean {
  const [first, second] = servers.map(({ id }) => measures[id]);
  return !!first && !!second && first.least <= second.greatest && second.least <= first.greatest;
}

/** Stands at a ratio whose difference may be chance. */
export const aboutEqual = '≈';
export const aboutEqualNote = `${aboutEqual} stands where the rounds of the two servers overlap: the difference may be chance.`;

/** The ratio of a row in words; undefined where it has none. */
export function ratioText(row: PerformanceRow, report: Report): string | undefined {
  if (row.ratio === undefined) return undefined;
  return overlaps(row, report)
    ? `${aboutEqual}\u00A0${formatRatio(row.ratio)}`
    : formatRatio(row.ratio);
}
