import { expect, test } from 'vitest';
import { performanceRow } from '../report/performance.ts';
import type { Sample } from './sample.ts';
import { type RowHead, summarize } from './summarize.ts';

const head: RowHead = { id: 'a', title: 'A', unit: 'ms', better: 'lower' };
const sample = (server: string, value: number, more: Partial<Sample> = {}): Sample => ({
  row: 'a',
  server,
  value,
  ...more,
});

test('a figure is the middle of its rounds, and the ratio that of the two figures', () => {
  const samples = [sample('x', 1), sample('y', 6), sample('x', 3), sample('y', 4), sample('x', 2)];
  const [row] = summarize([head], samples, ['x', 'y']);
  expect(row).toEqual({
    ...head,
    measures: {
      x: { value: 2, least: 1, greatest: 3, rounds: 3 },
      y: { value: 5, least: 4, greatest: 6, rounds: 2 },
    },
    ratio: 2.5,
  });
});

test('requests of all rounds are counted together, and so are errors', () => {
  const samples = [
    sample('x', 1, { latencies: [1, 3], errors: 0 }),
    sample('x', 1, { latencies: [30], errors: 2 }),
  ];
  const [row] = summarize([head], samples, ['x', 'y']);
  expect(row!.measures['x']).toMatchObject({
    percentiles: { p50: 3, p95: 30, p99: 30, max: 30 },
    histogram: { counts: [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
    errors: 2,
  });
  expect(performanceRow.parse(row)).toEqual(row);
});

test('what was measured of one server only has no ratio, and what of none no row', () => {
  const rows = summarize([{ ...head, id: 'b' }, head], [sample('y', 1)], ['x', 'y']);
  expect(rows).toEqual([
    { ...head, measures: { y: { value: 1, least: 1, greatest: 1, rounds: 1 } } },
  ]);
  expect(summarize([head], [sample('x', 0), sample('y', 1)], ['x', 'y'])[0]).not.toHaveProperty(
    'ratio',
  );
});
