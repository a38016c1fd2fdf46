import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogramOf } from './histogram.ts';

test('values are counted between round bounds', () => {
  expect(histogramOf([0.3, 0.4, 0.45, 0.5, 1])).toEqual({
    bounds: [0.25, 0.32, 0.4, 0.5, 0.64, 0.8, 1, 1.25],
    counts: [1, 0, 2, 1, 0, 0, 1],
  });
  expect(histogramOf([1])).toEqual({ bounds: [1, 1.25], counts: [1] });
  expect(histogramOf([0.005])).toEqual({ bounds: [0.005, 0.0064], counts: [1] });
});

test('every value is counted once, within the bounds', () => {
  const times = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(times, (values) => {
      const { bounds, counts } = histogramOf(values);
      expect(bounds).toHaveLength(counts.length + 1);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      expect(bounds[0]).toBeLessThanOrEqual(Math.min(...values));
      expect(bounds.at(-1)).toBeGreaterThan(Math.max(...values));
    }),
  );
});

test.each([[[]], [[0]], [[1, Number.NaN]]])('%j is no list of times', (values) => {
  expect(() => histogramOf(values)).toThrow(RangeError);
});
