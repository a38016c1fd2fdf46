import { formatFigure } from '../output/wording/figures.ts';
import { ratioText } from '../output/wording/ratios.ts';
import {
  hourOf,
  meterColumns,
  meterRows,
  metersTitle,
  unreadMeters,
} from '../output/wording/meters.ts';
import { visible } from '../output/wording/visible.ts';
import type { Report } from '../report/report.ts';
import { formatTable } from '../text-table.ts';

/** What a terminal shows of a report: how many capabilities differ, and the figures. */
export function formatSummary(report: Report): string {
  const { capabilities, performance, servers, meters, isPartial } = report;
  const [first, second] = servers;
  const differing = capabilities.filter(
    ({ cells }) => cells[first.id]?.verdict !== cells[second.id]?.verdict,
  );
  return [
    '',
    `${capabilities.length} capabilities, ${differing.length} of them not the same on both.`,
    ...(performance ? ['', ...figures(report, performance)] : []),
    ...(meters ? ['', ...metered(report, meters)] : []),
    ...(isPartial ? ['', 'Interrupted: this is not all.'] : []),
    '',
  ].join('\n');
}

function figures(report: Report, { rows, label }: NonNullable<Report['performance']>): string[] {
  const [first, second] = report.servers;
  const header = [visible(label), visible(first.title), visible(second.title), 'ratio'];
  const lines = rows.map((row) => [
    visible(row.title),
    ...[first, second].map(({ id }) => {
      const value = row.measures[id]?.value;
      return value === undefined ? '–' : formatFigure(value, row.unit);
    }),
    ratioText(row, report) ?? '',
  ]);
  return formatTable([header, ...lines]);
}

function metered(report: Report, meters: NonNullable<Report['meters']>): string[] {
  const tables = meters.hours.flatMap((hour) =>
    formatTable([
      [`${metersTitle}, ${hourOf(hour)}`, ...meterColumns],
      ...meterRows(hour, report).map((cells) => cells.map(visible)),
    ]),
  );
  return [...tables, ...unreadMeters(meters, report).map(visible)];
}
