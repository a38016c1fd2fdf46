import { expect, test } from 'vitest';
import { priceUsage } from './price-usage.ts';
import { readPrices } from './read-prices.ts';

test('each meter has its price, and nothing is free', async () => {
  const prices = await readPrices(undefined);
  const none = {
    onDemand: { executions: 0, gbSeconds: 0 },
    alwaysReady: { executions: 0, gbSeconds: 0, baselineGbSeconds: 0 },
  };
  expect(priceUsage(none, prices)).toBe(0);
  const onDemand = { executions: 1_000_000, gbSeconds: 1000 };
  expect(priceUsage({ ...none, onDemand }, prices)).toBeCloseTo(0.4 + 0.026);
  const alwaysReady = { executions: 2_000_000, gbSeconds: 1000, baselineGbSeconds: 7200 };
  expect(priceUsage({ ...none, alwaysReady }, prices)).toBeCloseTo(0.8 + 0.016 + 0.0288);
});
