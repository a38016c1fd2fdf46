import type { CapabilityRow } from '../../report/capabilities.ts';
import type { Report } from '../../report/report.ts';
import { byGroup, standingsOf } from '../wording/standings.ts';
import { type CellVerdict, verdictMarks, verdictOf } from '../wording/verdicts.ts';
import { evidence } from './evidence.ts';
import { markup, type Markup } from './markup.ts';

/** The table of all capabilities, each cell with what it rests on. */
export function capabilitiesSection(report: Report): Markup {
  const { servers, capabilities } = report;
  const alike = new Set(standingsOf(report).alike);
  const groups = byGroup(capabilities).map(([group, rows]) => {
    const isAlike = rows.every((row) => alike.has(row));
    return markup`<tbody class="${isAlike ? 'alike' : ''}">
<tr class="group"><th colspan="3" scope="rowgroup">${group}</th></tr>
${rows.map((row) => capability(row, report, alike.has(row)))}</tbody>
`;
  });
  return markup`<section aria-labelledby="capabilities"><h2 id="capabilities">Capabilities</h2>
<p>Open a cell for the requests and answers that it rests on.</p>
<p><label class="filter"><input type="checkbox" id="differing"> Only where they do not stand alike</label></p>
<table class="capabilities"><caption>What each server can do</caption>
<thead><tr><th scope="col">Capability</th>${servers.map(({ title }) => markup`<th scope="col">${title}</th>`)}</tr></thead>
${groups}</table></section>`;
}

function capability(row: CapabilityRow, { servers }: Report, isAlike: boolean): Markup {
  const cells = servers.map(({ id }) => markup`<td>${cellContent(row, id)}</td>`);
  return markup`<tr class="${isAlike ? 'alike' : ''}"><th scope="row">${row.title}</th>${cells}</tr>
`;
}

function cellContent(row: CapabilityRow, server: string): Markup {
  const cell = row.cells[server];
  const verdict = verdictLabel(verdictOf(row, server));
  if (!cell?.evidence.length) return markup`${verdict} ${cell?.sentence}`;
  return markup`<details><summary>${verdict} ${cell.sentence}</summary>
${cell.evidence.map(evidence)}</details>`;
}

function verdictLabel(verdict: CellVerdict): Markup {
  const kind = verdict === 'yes' || verdict === 'partly' || verdict === 'no' ? verdict : 'open';
  return markup`<span class="verdict ${kind}"><span aria-hidden="true">${verdictMarks[verdict]}</span> ${verdict}</span>`;
}
