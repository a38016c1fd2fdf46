import { describe, expect, test } from 'vitest';
import type { Load, Prices } from '../report/cost.ts';
import { estimateCost } from './estimate.ts';
import { readPrices } from './read-prices.ts';

const prices = await readPrices(undefined);
const noGrant: Prices = { ...prices, grantGBSeconds: 0, grantExecutions: 0 };
const load: Load = {
  callsPerMonth: 1_000_000,
  secondsPerCall: 0.05,
  memoryMB: 2048,
  alwaysReadyInstances: 0,
};

describe('one call, without what is free', () => {
  const { isolated, saturated } = estimateCost({ ...load, callsPerMonth: 1 }, noGrant);

  test('alone it pays for a second of the instance: 1 s · 2 GB · 0.000026 + 0.0000004', () => {
    expect(isolated).toMatchObject({ concurrency: 1, gbSeconds: 2 });
    expect(isolated.dollarsPerMonth).toBeCloseTo(0.0000524, 12);
  });

  test('in company it pays for its part: 0.05 s / 16 · 2 GB · 0.000026 + 0.0000004', () => {
    expect(saturated).toMatchObject({ concurrency: 16, gbSeconds: 0.00625 });
    expect(saturated.dollarsPerMonth).toBeCloseTo(0.0000005625, 12);
  });
});

// Worked by hand: calls, seconds, MB, always-ready instances -> dollars isolated, dollars saturated.
test.each<[string, Partial<Load>, number, number]>([
  // 2,000,000 GB-s - 100,000 at 0.000026 = 49.4; 0.75 million executions at 0.40 = 0.3.
  // 6,250 GB-s are free; 0.3.
  ['a million calls', {}, 49.7, 0.3],
  // 50,000 calls: 100,000 GB-s and 50,000 executions are what is free.
  ['what is free', { callsPerMonth: 50_000 }, 0, 0],
  ['nothing', { callsPerMonth: 0 }, 0, 0],
  // 1.25 s are 1.3 s: 2,600,000 - 100,000 = 2,500,000 GB-s = 65, + 0.3.
  // 1,000,000 · 1.25 / 16 · 2 = 156,250 - 100,000 = 56,250 GB-s = 1.4625, + 0.3.
  ['rounding up by 100 ms', { secondsPerCall: 1.25 }, 65.3, 1.7625],
  // 1.1 s are no 1.2: 2,200,000 - 100,000 = 54.6, + 0.3. 137,500 - 100,000 = 0.975, + 0.3.
  ['no rounding where there is nothing to round', { secondsPerCall: 1.1 }, 54.9, 1.275],
  // 500,000 - 100,000 = 400,000 GB-s = 10.4, + 0.3. 0.5 GB · 12,500 s are free.
  ['small instances', { memoryMB: 512 }, 10.7, 0.3],
  // 4,000,000 - 100,000 = 101.4, + 0.3. 4 GB · 1,562.5 s are free.
  ['large instances', { memoryMB: 4096 }, 101.7, 0.3],
  // 2 · 2,628,000 · 0.000004 = 21.024, whoever calls.
  ['an instance that waits', { callsPerMonth: 0, alwaysReadyInstances: 1 }, 21.024, 21.024],
  // 21.024 + 2,000,000 · 0.000016 = 32 + 0.4; nothing is free. 21.024 + 6,250 · 0.000016 = 0.1 + 0.4.
  ['an instance that is ready', { alwaysReadyInstances: 1 }, 53.424, 21.524],
  // 5,256,000 s, half of them on the ready instance: 21.024 + 5,256,000 · 0.000016 = 84.096 + 2.628 · 0.4 = 1.0512;
  // on demand (5,256,000 - 100,000) · 0.000026 = 134.056 + 2.378 · 0.4 = 0.9512. Together 241.1784.
  // Saturated: 5,256,000 · 0.05 / 16 · 2 = 32,850 GB-s · 0.000016 = 0.5256 + 5.256 · 0.4 = 2.1024 + 21.024.
  [
    'more than the ready instance can take',
    { callsPerMonth: 5_256_000, alwaysReadyInstances: 1 },
    241.1784,
    23.652,
  ],
])('%s', (_, changes, isolated, saturated) => {
  const cost = estimateCost({ ...load, ...changes }, prices);
  expect(cost.isolated.dollarsPerMonth).toBeCloseTo(isolated, 8);
  expect(cost.saturated.dollarsPerMonth).toBeCloseTo(saturated, 8);
});
