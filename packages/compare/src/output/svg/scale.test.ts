import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factorScale, linearScale } from './scale.ts';

const picture = [100, 500] as const;

test.each([
  [10, [0, 5, 10]],
  [8, [0, 2, 4, 6, 8]],
  [0.3, [0, 0.1, 0.2, 0.3]],
  [980, [0, 500, 1000]],
  [0, [0, 0.5, 1]],
])('up to %f the ticks are round', (greatest, ticks) => {
  expect(linearScale(greatest, picture).ticks.map((tick) => +tick.toFixed(9))).toEqual(ticks);
});

test('a linear scale starts at 0 and keeps every value in the picture', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (greatest) => {
      const { at, ticks } = linearScale(greatest, picture);
      expect(at(0)).toBe(100);
      expect(at(greatest)).toBeLessThanOrEqual(500.000_001);
      expect(at(greatest)).toBeGreaterThan(200);
      expect(ticks.length).toBeLessThan(8);
    }),
  );
});

test('a scale of factors has 1 in its middle, and a half as far from it as the double', () => {
  const { at, ticks } = factorScale([3, 0.9], picture);
  expect(ticks).toEqual([0.25, 0.5, 1, 2, 4]);
  expect([at(0.25), at(0.5), at(1), at(2), at(4)]).toEqual([100, 200, 300, 400, 500]);
});

test('a scale of great factors goes in tens', () => {
  expect(factorScale([40], picture).ticks).toEqual([0.01, 0.1, 1, 10, 100]);
});
