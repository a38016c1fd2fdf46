import { expect, test } from 'vitest';
import { percentilesOf } from './percentiles.ts';

test.each([
  [[7], { p50: 7, p95: 7, p99: 7, max: 7 }],
  [[10, 9, 100], { p50: 10, p95: 100, p99: 100, max: 100 }],
  [
    Array.from({ length: 1_000 }, (_, i) => 1_000 - i),
    { p50: 500, p95: 950, p99: 990, max: 1_000 },
  ],
])('half, and nearly all, are at most this', (values, expected) => {
  expect(percentilesOf(values)).toEqual(expected);
});

test('no values have none', () => {
  expect(() => percentilesOf([])).toThrow(RangeError);
});
