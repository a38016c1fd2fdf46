import type { MeteredHour, MetersSection } from '../../report/meters.ts';
import type { Report } from '../../report/report.ts';
import { formatNumber } from './figures.ts';

export const metersTitle = 'Metered on Flex Consumption';

/** What the meters are, and how they differ from the estimates of the cost. */
export function describeMeters({ pricesAsOf }: MetersSection): string {
  return `Counted by Azure, unlike the cost above, which is computed for a load that you name. Azure Monitor counts by the hour, in UTC, whatever was called by whomever: this comparison with its probes and loads, and everybody else. It knows of a call some five minutes later, so that the end of a run may be missing. Executions are calls of a function; GB-s are the memory of an instance times the seconds that it was active. What it would cost is by the prices of ${pricesAsOf}, without what is free in a month, and is no bill.`;
}

/** The columns behind the server's name. */
export const meterColumns = [
  'Executions',
  'GB-s',
  'Always ready: executions',
  'GB-s of executing',
  'GB-s of being there',
  'Would cost',
];

/** A row for each server that was read in an hour. */
export function meterRows({ apps }: MeteredHour, { servers }: Report): string[][] {
  return servers.flatMap(({ id, title }) => {
    const app = apps[id];
    if (!app) return [];
    const { onDemand, alwaysReady, dollars } = app;
    const amounts = [
      onDemand.executions,
      onDemand.gbSeconds,
      alwaysReady.executions,
      alwaysReady.gbSeconds,
      alwaysReady.baselineGbSeconds,
    ];
    return [[title, ...amounts.map(formatNumber), formatSmallDollars(dollars)]];
  });
}

/** `2026-11-22 15:00 to 16:00 UTC, the hour before`. */
export function hourOf({ from, to, isOver }: MeteredHour): string {
  const span = `${from.slice(0, 10)} ${from.slice(11, 16)} to ${to.slice(11, 16)} UTC`;
  return isOver ? `${span}, the whole hour before` : `${span}, the hour of this run so far`;
}

/** Why there are none of a server, one sentence each. */
export function unreadMeters({ unread }: MetersSection, { servers }: Report): string[] {
  return servers.flatMap(({ id, title }) => {
    const reason = unread[id];
    return reason === undefined ? [] : [`The meters of “${title}” could not be read: ${reason}`];
  });
}

const small = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 2,
});

/** An hour often costs less than a cent. */
function formatSmallDollars(amount: number): string {
  return small.format(amount);
}
