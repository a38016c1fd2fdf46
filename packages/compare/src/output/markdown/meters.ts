import type { Report } from '../../report/report.ts';
import {
  describeMeters,
  hourOf,
  meterColumns,
  meterRows,
  metersTitle,
  unreadMeters,
} from '../wording/meters.ts';
import { escapeMarkdown } from './escape.ts';
import { markdownTable } from './table.ts';

/** What Azure counted for the servers. */
export function metersSection(report: Report): string {
  const { meters } = report;
  if (!meters) return '';
  const tables = meters.hours.map((hour) => {
    const rows = meterRows(hour, report).map(([title, ...cells]) => [
      escapeMarkdown(title!),
      ...cells,
    ]);
    return `${hourOf(hour)}:\n\n${markdownTable([['', ...meterColumns], ...rows], [1, 2, 3, 4, 5, 6])}`;
  });
  const unread = unreadMeters(meters, report).map((line) => `- ${escapeMarkdown(line)}`);
  return [
    `## ${metersTitle}`,
    ...(tables.length ? [escapeMarkdown(describeMeters(meters)), ...tables] : []),
    unread.join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}
