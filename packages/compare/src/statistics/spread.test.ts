import { expect, test } from 'vitest';
import { spreadOf } from './spread.ts';

test.each([
  [[5], { median: 5, min: 5, max: 5 }],
  [[3, 1, 10], { median: 3, min: 1, max: 10 }],
  [[4, 1, 10, 2], { median: 3, min: 1, max: 10 }],
])('the middle of %j lies between its ends', (values, expected) => {
  expect(spreadOf(values)).toEqual(expected);
});

test('no values have no middle', () => {
  expect(() => spreadOf([])).toThrow(RangeError);
});
