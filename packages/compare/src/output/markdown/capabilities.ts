import type { CapabilityRow } from '../../report/capabilities.ts';
import type { Report } from '../../report/report.ts';
import { describeStandings } from '../wording/about.ts';
import { byGroup, standingsOf } from '../wording/standings.ts';
import { type CellVerdict, verdictMarks, verdictOf } from '../wording/verdicts.ts';
import { escapeMarkdown } from './escape.ts';
import { markdownTable } from './table.ts';

/** `✓ yes`. */
export function verdictText(verdict: CellVerdict): string {
  return `${verdictMarks[verdict]} ${verdict}`;
}

/** The verdicts of all capabilities in one table, and sentences where the servers do not stand alike. */
export function capabilitiesSection(report: Report): string {
  const { servers, capabilities } = report;
  const titles = servers.map(({ title }) => escapeMarkdown(title));
  const rows = byGroup(capabilities).flatMap(([group, members]) => [
    [`**${escapeMarkdown(group)}**`, '', ''],
    ...members.map((row) => [
      escapeMarkdown(row.title),
      ...servers.map(({ id }) => verdictText(verdictOf(row, id))),
    ]),
  ]);
  const counts = escapeMarkdown(describeStandings(report));
  return ['## Capabilities', counts, markdownTable([['', ...titles], ...rows]), differing(report)]
    .filter(Boolean)
    .join('\n\n');
}

function differing(report: Report): string {
  const { firstAhead, secondAhead, open } = standingsOf(report);
  const told = new Set([...firstAhead, ...secondAhead, ...open]);
  // In the order of the table.
  const items = report.capabilities.filter((row) => told.has(row)).map((row) => item(row, report));
  return items.length ? `Where they do not stand alike:\n\n${items.join('\n')}` : '';
}

function item(row: CapabilityRow, { servers }: Report): string {
  const sentences = servers.flatMap(({ id, title }) => {
    const cell = row.cells[id];
    return cell ? [`_${escapeMarkdown(title)}:_ ${escapeMarkdown(cell.sentence)}`] : [];
  });
  return `- **${escapeMarkdown(row.title)}.** ${sentences.join(' ')}`;
}
