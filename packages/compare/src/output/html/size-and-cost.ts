import type { Report } from '../../report/report.ts';
import { barChart } from '../svg/bar-chart.ts';
import { notAzure } from '../wording/about.ts';
import {
  formatDollars,
  formatFigure,
  formatKilobytes,
  formatNumber,
  formatPrice,
} from '../wording/figures.ts';
import { markup, type Markup } from './markup.ts';
import { dataTable } from './table.ts';

const none = '–';

/** What is uploaded of each app, and what its start costs. */
export function sizeSection({ size, servers }: Report): Markup | undefined {
  if (!size) return undefined;
  const apps = servers.flatMap(({ id, title }, index) => {
    const app = size.apps[id];
    return app ? [{ title, series: index ? ('second' as const) : ('first' as const), ...app }] : [];
  });
  if (!apps.length) return undefined;
  const text = {
    id: 'sizes',
    title: 'Size of the deploy folder',
    description: apps.map(({ title, bytes }) => `${title}: ${formatKilobytes(bytes)}`).join('. '),
  };
  const bars = apps.map(({ title, series, bytes }) => ({
    label: title,
    series,
    value: bytes / 1_000,
    text: formatKilobytes(bytes),
  }));
  const start = (time: number | undefined): string =>
    time === undefined ? none : formatFigure(time, 'ms');
  const table = dataTable(
    `Deploy folders without source maps; processor time until the app listens (${notAzure})`,
    ['', 'Size', 'Gzipped', 'Files', 'Start, bundled', 'Start, from source'],
    apps.map(({ title, bytes, gzippedBytes, files, startCpuBundled, startCpuUnbundled }) => [
      title,
      formatKilobytes(bytes),
      formatKilobytes(gzippedBytes),
      files,
      start(startCpuBundled),
      start(startCpuUnbundled),
    ]),
  );
  return markup`<section aria-labelledby="size"><h2 id="size">Size</h2>
<figure><figcaption>${text.title} <span class="faint">(kB)</span></figcaption>${barChart(text, bars, formatNumber)}${table}</figure></section>`;
}

/** The cost of the reader's load in a month. */
export function costSection({ cost }: Report): Markup | undefined {
  if (!cost) return undefined;
  const { load, prices, isolated, saturated } = cost;
  const estimates = [
    ['Each call alone on its instance', isolated],
    ['Instances as busy as they get', saturated],
  ] as const;
  const costs = dataTable(
    'Cost in a month',
    ['', 'Calls at a time', 'GB-s', 'A month'],
    estimates.map(([title, { concurrency, gbSeconds, dollarsPerMonth }]) => [
      title,
      formatNumber(concurrency),
      formatNumber(gbSeconds),
      formatDollars(dollarsPerMonth),
    ]),
  );
  const priceList = dataTable(
    `Prices of ${prices.asOf}, in US dollars (${prices.source})`,
    ['', 'Price'],
    [
      ['On demand, per GB-s', formatPrice(prices.onDemandPerGBSecond)],
      ['On demand, per million executions', formatPrice(prices.onDemandPerMillionExecutions)],
      ['Always ready, baseline, per GB-s', formatPrice(prices.alwaysReadyBaselinePerGBSecond)],
      ['Always ready, executing, per GB-s', formatPrice(prices.alwaysReadyPerGBSecond)],
      ['Always ready, per million executions', formatPrice(prices.alwaysReadyPerMillionExecutions)],
      ['Free in a month, GB-s', formatNumber(prices.grantGBSeconds)],
      ['Free in a month, executions', formatNumber(prices.grantExecutions)],
    ],
  );
  return markup`<section aria-labelledby="cost"><h2 id="cost">Cost on Flex Consumption</h2>
<p>Computed, not billed: ${formatNumber(load.callsPerMonth)} calls a month of ${formatNumber(load.secondsPerCall)} s, on instances of ${formatNumber(load.memoryMB)} MB, ${formatNumber(load.alwaysReadyInstances)} of them always ready. Both hosting modes are billed alike.</p>
${costs}<details><summary>The prices that it was computed with</summary>${priceList}</details></section>`;
}
