import { expect, test } from 'vitest';
import { countError, noErrors } from './restart-count.ts';

const minute = 60_000;

function countAt(...times: number[]): number {
  return times.reduce((history, time) => countError(history, time), noErrors).count;
}

test('errors add up as long as each follows the last within 30 minutes', () => {
  expect(countAt(0)).toBe(1);
  expect(countAt(0, 1, 2)).toBe(3);
  expect(countAt(0, 30 * minute, 60 * minute)).toBe(3);
});

test('an error later than that starts a new count', () => {
  expect(countAt(0, 1, 1 + 30 * minute + 1)).toBe(1);
  expect(countAt(0, 31 * minute, 32 * minute)).toBe(2);
});
