import type { Measure, PerformanceRow, PerformanceSection } from '../../report/performance.ts';
import type { Report } from '../../report/report.ts';
import { factorChart } from '../svg/factor-chart.ts';
import { describeRatio, describeStandings, titleOverFigures } from '../wording/about.ts';
import { formatFigure, formatRatio } from '../wording/figures.ts';
import { aboutEqual, aboutEqualNote, overlaps, ratioText } from '../wording/ratios.ts';
import { markup, type Markup } from './markup.ts';
import { dataTable } from './table.ts';

const none = '–';

/** What most readers come for: who can more, and who is how many times better. */
export function inShortSection(report: Report): Markup {
  return markup`<section aria-labelledby="in-short"><h2 id="in-short">In short</h2>
<p>${describeStandings(report)}</p>
${report.performance && ratios(report.performance, report)}</section>`;
}

function ratios({ label, rows }: PerformanceSection, report: Report): Markup | undefined {
  const [first, second] = report.servers;
  const compared = rows.filter(({ ratio }) => ratio !== undefined && ratio > 0);
  if (!compared.length) return undefined;
  const factors = compared.map((row) => {
    const factor = row.better === 'lower' ? 1 / row.ratio! : row.ratio!;
    const isOpen = overlaps(row, report);
    const times = formatRatio(Math.max(factor, 1 / factor));
    return { label: row.title, factor, isOpen, text: isOpen ? `${aboutEqual} ${times}` : times };
  });
  const text = {
    id: 'ratios',
    title: 'Which server is better, and how many times',
    description: factors
      .map(({ label: name, factor, isOpen, text: times }) => {
        const who = isOpen ? 'about equal' : factor < 1 ? first.title : second.title;
        return `${name}: ${who} ${times}`;
      })
      .join('. '),
  };
  const table = dataTable(
    `Ratios, ${label}`,
    ['', ...report.servers.map((server) => titleOverFigures(server, report)), 'Ratio', 'Better'],
    compared.map((row) => [
      row.title,
      ...report.servers.map(({ id }) => figureOf(row.measures[id], row.unit)),
      ratioText(row, report),
      row.better,
    ]),
  );
  return markup`<figure class="wide"><figcaption>${text.title} <span class="faint">(${label})</span></figcaption>
<div class="beside">${factorChart(text, factors, [first.title, second.title])}<div>${table}<p class="faint">${describeRatio(report)} ${aboutEqualNote}</p></div></div></figure>`;
}

function figureOf(measure: Measure | undefined, unit: PerformanceRow['unit']): string {
  return measure ? formatFigure(measure.value, unit) : none;
}
