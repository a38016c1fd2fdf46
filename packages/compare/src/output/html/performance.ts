import type { Measure, PerformanceRow } from '../../report/performance.ts';
import type { ComparedServer, Report } from '../../report/report.ts';
import { barChart } from '../svg/bar-chart.ts';
import { histogramChart } from '../svg/histogram.ts';
import { titleOverFigures } from '../wording/about.ts';
import { formatFigure, formatNumber } from '../wording/figures.ts';
import { markup, type Markup } from './markup.ts';
import { dataTable } from './table.ts';

const none = '–';
const series = ['first', 'second'] as const;

/** A picture and a table for each row. */
export function performanceSection(report: Report): Markup | undefined {
  const { performance } = report;
  if (!performance) return undefined;
  return markup`<section aria-labelledby="performance"><h2 id="performance">Performance <span class="badge">${performance.label}</span></h2>
<p>Each value is the median of the rounds; the thin line goes from the least to the greatest round.</p>
<div class="figures">${performance.rows.map((row, index) => rowFigure(row, `row-${index}`, report))}</div></section>`;
}

interface Measured {
  readonly server: ComparedServer;
  readonly series: 'first' | 'second';
  readonly measure: Measure;
}

function rowFigure(row: PerformanceRow, id: string, report: Report): Markup {
  const measured = report.servers.flatMap((server, index): Measured[] => {
    const measure = row.measures[server.id];
    return measure ? [{ server, series: series[index]!, measure }] : [];
  });
  const label = report.performance!.label;
  const better = `${row.better} is better`;
  return markup`<figure><figcaption>${row.title} <span class="faint">(${row.unit}, ${better}; ${label})</span></figcaption>
${measured.length ? bars(row, id, measured) : markup`<p>It could not be measured.</p>`}
${histograms(row, id, measured)}
${measured.length ? figuresTable(row, measured, report) : undefined}
${row.note && markup`<p class="faint">${row.note}</p>`}</figure>`;
}

function bars({ title, unit }: PerformanceRow, id: string, measured: readonly Measured[]): Markup {
  const drawn = measured.map(({ server, series: place, measure }) => ({
    label: server.title,
    series: place,
    value: measure.value,
    text: formatFigure(measure.value, unit),
    spread: [measure.least, measure.greatest] as const,
  }));
  const description = drawn.map(({ label, text }) => `${label}: ${text}`).join('. ');
  return barChart({ id, title, description }, drawn, formatNumber);
}

function histograms(
  { title }: PerformanceRow,
  id: string,
  measured: readonly Measured[],
): Markup | undefined {
  const panels = measured.flatMap(({ server, series: place, measure: { histogram } }) =>
    histogram?.counts.length ? [{ label: server.title, series: place, histogram }] : [],
  );
  if (!panels.length) return undefined;
  const description = panels
    .map(({ label, histogram: { bounds, counts } }) => {
      const fullest = counts.indexOf(Math.max(...counts));
      return `${label}: most between ${formatNumber(bounds[fullest]!)} and ${formatNumber(bounds[fullest + 1]!)}`;
    })
    .join('. ');
  const text = {
    id: `${id}-histogram`,
    title: `${title}: how often each value was seen`,
    description,
  };
  return histogramChart(text, panels, formatNumber);
}

function figuresTable(row: PerformanceRow, measured: readonly Measured[], report: Report): Markup {
  const list = measured.map(({ measure }) => measure);
  const line = (name: string, read: (measure: Measure) => number | string | undefined) => {
    const cells = list.map((measure) => {
      const value = read(measure);
      return typeof value === 'number' ? formatNumber(value) : (value ?? none);
    });
    return [name, ...cells];
  };
  const percentiles = (['p50', 'p95', 'p99', 'max'] as const).map((name) =>
    line(name, ({ percentiles: found }) => found?.[name]),
  );
  const rows = [
    line('median of the rounds', ({ value }) => value),
    line(
      'least to greatest',
      (each) => `${formatNumber(each.least)} to ${formatNumber(each.greatest)}`,
    ),
    ...(list.some((measure) => measure.percentiles) ? percentiles : []),
    line('rounds', ({ rounds }) => rounds),
    line('failed requests', ({ errors }) => errors),
  ];
  const columns = ['', ...measured.map(({ server }) => titleOverFigures(server, report))];
  return dataTable(`${row.title}, ${row.unit}, ${report.performance!.label}`, columns, rows);
}
