import { expect, test } from 'vitest';
import { retryDelay } from './retry-delay.ts';

const now = Date.parse('2026-11-22T12:00:00Z');

test.each([
  [1, null, 1_000],
  [2, null, 2_000],
  [3, null, 4_000],
  [1, '0', 0],
  [1, '5', 5_000],
  [1, '3600', 30_000],
  [1, 'Sun, 22 Nov 2026 12:00:10 GMT', 10_000],
  [1, 'Sun, 22 Nov 2026 11:00:00 GMT', 0],
  [2, 'soon', 2_000],
])('attempt %d, Retry-After: %s: %d ms', (attempt, retryAfter, delay) => {
  expect(retryDelay(attempt, retryAfter, now)).toBe(delay);
});
