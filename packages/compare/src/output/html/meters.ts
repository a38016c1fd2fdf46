import type { Report } from '../../report/report.ts';
import {
  describeMeters,
  hourOf,
  meterColumns,
  meterRows,
  metersTitle,
  unreadMeters,
} from '../wording/meters.ts';
import { markup, type Markup } from './markup.ts';
import { dataTable } from './table.ts';

/** What Azure counted for the servers. */
export function metersSection(report: Report): Markup | undefined {
  const { meters } = report;
  if (!meters) return undefined;
  const tables = meters.hours.map((hour) =>
    dataTable(hourOf(hour), ['', ...meterColumns], meterRows(hour, report)),
  );
  const unread = unreadMeters(meters, report).map((line) => markup`<p>${line}</p>`);
  return markup`<section aria-labelledby="meters"><h2 id="meters">${metersTitle}</h2>
${tables.length ? markup`<p>${describeMeters(meters)}</p>` : undefined}${tables}${unread}</section>`;
}
