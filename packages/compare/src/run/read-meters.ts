import { priceUsage } from '../cost/price-usage.ts';
import type { Prices } from '../report/cost.ts';
import type { MeteredHour, MetersSection } from '../report/meters.ts';
import type { Target } from '../servers/target.ts';

const hourMs = 3_600_000;

/**
 * Reads what Azure counted for the servers in the hour before, and in the one that is going on: Azure Monitor counts by
 * whole hours of the clock. undefined where no server has meters.
 * @param now when it is read
 */
export async function readMeters(
  targets: readonly Target[],
  prices: Prices,
  now: Date,
): Promise<MetersSection | undefined> {
  const metered = targets.flatMap(({ id, readMeters: read }) => (read ? [{ id, read }] : []));
  if (metered.length === 0) return undefined;
  const started = Math.floor(now.getTime() / hourMs) * hourMs;
  const spans = [
    { from: new Date(started - hourMs), to: new Date(started), isOver: true },
    { from: new Date(started), to: now, isOver: false },
  ];
  const unread: Record<string, string> = {};
  const hours: MeteredHour[] = [];
  for (const { from, to, isOver } of spans) {
    const apps: MeteredHour['apps'] = {};
    for (const { id, read } of metered) {
      // What is refused once is not asked again.
      if (id in unread) continue;
      const answer = await read(from, to);
      if (!answer.ok) unread[id] = answer.reason;
      else apps[id] = { ...answer.usage, dollars: priceUsage(answer.usage, prices) };
    }
    if (Object.keys(apps).length > 0) {
      hours.push({ from: from.toISOString(), to: to.toISOString(), isOver, apps });
    }
  }
  return { pricesAsOf: prices.asOf, hours, unread };
}
