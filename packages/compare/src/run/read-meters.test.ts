import { expect, test } from 'vitest';
import { readPrices } from '../cost/read-prices.ts';
import type { ReadMeters } from '../servers/deployed.ts';
import type { Target } from '../servers/target.ts';
import { readMeters } from './read-meters.ts';

const now = new Date('2026-11-22T16:40:10.000Z');
const prices = await readPrices(undefined);

function target(id: string, read?: ReadMeters): Target {
  const url = new URL('https://a.example/mcp');
  return {
    id,
    title: id,
    url,
    hosting: undefined,
    place: 'azure',
    headers: {},
    ...(read && { readMeters: read }),
  };
}

test('the hour before and the hour so far are read, with what they cost', async () => {
  const read: ReadMeters = async (from, to) => ({
    ok: true,
    usage: {
      onDemand: { executions: (to.getTime() - from.getTime()) / 1000, gbSeconds: 1000 },
      alwaysReady: { executions: 0, gbSeconds: 0, baselineGbSeconds: 0 },
    },
  });
  const meters = await readMeters([target('extension', read), target('other')], prices, now);
  expect(meters).toMatchObject({
    pricesAsOf: prices.asOf,
    hours: [
      {
        from: '2026-11-22T15:00:00.000Z',
        to: '2026-11-22T16:00:00.000Z',
        isOver: true,
        apps: { extension: { onDemand: { executions: 3600 } } },
      },
      {
        from: '2026-11-22T16:00:00.000Z',
        to: now.toISOString(),
        isOver: false,
        apps: { extension: { onDemand: { executions: 2410 } } },
      },
    ],
    unread: {},
  });
  expect(meters!.hours[0]!.apps['extension']!.dollars).toBeCloseTo(0.026 + 0.00144);
});

test('what may not be read is said, once', async () => {
  let asked = 0;
  const read: ReadMeters = async () => {
    asked += 1;
    return { ok: false, reason: 'The permission x is missing.' };
  };
  const meters = await readMeters([target('extension', read)], prices, now);
  expect(meters).toMatchObject({
    hours: [],
    unread: { extension: 'The permission x is missing.' },
  });
  expect(asked).toBe(1);
});

test('servers without meters have no section', async () => {
  expect(await readMeters([target('first'), target('second')], prices, now)).toBeUndefined();
});
