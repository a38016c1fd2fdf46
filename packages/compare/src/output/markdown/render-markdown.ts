import type { ComparedServer, Report } from '../../report/report.ts';
import { describeRun, partialNotice, placeOf, titleOf } from '../wording/about.ts';
import { capabilitiesSection } from './capabilities.ts';
import { escapeMarkdown } from './escape.ts';
import { costSection, performanceSection, sizeSection } from './figures.ts';
import { metersSection } from './meters.ts';

/** The report for readers of GitHub: a file, a comment, or the summary of a job. */
export function renderMarkdown(report: Report): string {
  const parts = [
    `# ${escapeMarkdown(titleOf(report))}`,
    report.isPartial ? `**${partialNotice}**` : '',
    report.servers.map(serverItem).join('\n'),
    escapeMarkdown(describeRun(report)),
    capabilitiesSection(report),
    performanceSection(report),
    sizeSection(report),
    costSection(report),
    metersSection(report),
    'The request and the answer behind every cell are in `index.html` and `report.json`.',
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function serverItem({ name, version, ...server }: ComparedServer): string {
  const self = [name, version].filter((part) => part !== undefined).join(' ');
  const calls = self ? ` It calls itself ${escapeMarkdown(self)}.` : '';
  return `- **${escapeMarkdown(server.title)}** at ${escapeMarkdown(server.url)}, ${placeOf(server)}.${calls}`;
}
