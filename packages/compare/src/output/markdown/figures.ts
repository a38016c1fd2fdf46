import type { PerformanceRow } from '../../report/performance.ts';
import type { ComparedServer, Report } from '../../report/report.ts';
import { describeRatio, titleOverFigures } from '../wording/about.ts';
import { formatDollars, formatFigure, formatKilobytes, formatNumber } from '../wording/figures.ts';
import { aboutEqualNote, ratioText } from '../wording/ratios.ts';
import { escapeMarkdown } from './escape.ts';
import { markdownTable } from './table.ts';

const none = '–';

/** Ratios, and the figures behind them. */
export function performanceSection(report: Report): string {
  const { performance, servers } = report;
  if (!performance) return '';
  const label = escapeMarkdown(performance.label);
  const header = [label, ...servers.map((server) => headingOf(server, report)), 'Ratio', 'Better'];
  const rows = performance.rows.map((row) => [
    escapeMarkdown(row.title),
    ...servers.map(({ id }) => measureText(row, id)),
    ratioText(row, report) ?? none,
    row.better,
  ]);
  const notes = Map.groupBy(
    performance.rows.filter(({ note }) => note),
    ({ note }) => note!,
  );
  const told = [...notes].map(([note, noted]) => {
    const titles = noted.map(({ title }) => escapeMarkdown(title));
    return `- ${titles.join('; ')}: ${escapeMarkdown(note)}`;
  });
  return [
    `## Performance (${label})`,
    `The median of the rounds, with the least and the greatest. ${escapeMarkdown(describeRatio(report))} ${aboutEqualNote}`,
    markdownTable([header, ...rows], [1, 2, 3]),
    told.join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function headingOf(server: ComparedServer, report: Report): string {
  return escapeMarkdown(titleOverFigures(server, report));
}

function measureText({ unit, measures }: PerformanceRow, server: string): string {
  const measure = measures[server];
  if (!measure) return none;
  const { value, least, greatest, errors = 0 } = measure;
  const failed = errors ? `, ${errors} failed` : '';
  return `${formatFigure(value, unit)} (${formatNumber(least)}–${formatNumber(greatest)}${failed})`;
}

/** What is uploaded, and what a start costs. */
export function sizeSection({ size, servers }: Report): string {
  if (!size) return '';
  const ms = (time: number | undefined): string =>
    time === undefined ? none : formatFigure(time, 'ms');
  const rows = servers.flatMap(({ id, title }) => {
    const app = size.apps[id];
    if (!app) return [];
    return [
      [
        escapeMarkdown(title),
        formatKilobytes(app.bytes),
        formatKilobytes(app.gzippedBytes),
        String(app.files),
        ms(app.startCpuBundled),
        ms(app.startCpuUnbundled),
      ],
    ];
  });
  const header = ['', 'Deploy folder', 'Gzipped', 'Files', 'Start, bundled', 'Start, from source'];
  return [
    '## Size',
    `Without source maps. Starts are processor time until the app listens, on this machine and not on Azure.`,
    markdownTable([header, ...rows], [1, 2, 3, 4, 5]),
  ].join('\n\n');
}

/** The cost of the reader's load in a month. */
export function costSection({ cost }: Report): string {
  if (!cost) return '';
  const { load, prices, isolated, saturated } = cost;
  const rows = (
    [
      ['Each call alone on its instance', isolated],
      ['Instances as busy as they get', saturated],
    ] as const
  ).map(([title, { concurrency, gbSeconds, dollarsPerMonth }]) => [
    title,
    formatNumber(concurrency),
    formatNumber(gbSeconds),
    formatDollars(dollarsPerMonth),
  ]);
  return [
    '## Cost on Flex Consumption',
    `${formatNumber(load.callsPerMonth)} calls a month of ${formatNumber(load.secondsPerCall)} s on instances of ${formatNumber(load.memoryMB)} MB, ${formatNumber(load.alwaysReadyInstances)} always ready. Computed, not billed; both hosting modes are billed alike. Prices of ${escapeMarkdown(prices.asOf)} (${escapeMarkdown(prices.source)}).`,
    markdownTable([['', 'Calls at a time', 'GB-s', 'A month'], ...rows], [1, 2, 3]),
  ].join('\n\n');
}
