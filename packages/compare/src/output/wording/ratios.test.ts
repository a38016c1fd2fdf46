import { expect, test } from 'vitest';
import { sampleReport } from '../testing/sample-report.ts';
import { overlaps, ratioText } from './ratios.ts';

test.each([
  [[10, 20], [21, 30], false],
  [[10, 20], [20, 30], true],
  [[10, 20], [12, 13], true],
  [[12, 13], [10, 20], true],
  [[21, 30], [10, 20], false],
  [[5, 5], [5, 5], true],
])('rounds from %j and from %j overlap: %j', (first, second, expected) => {
  const report = sampleReport();
  const [row] = report.performance!.rows;
  const measure = ([least, greatest]: number[]) => ({
    value: least!,
    least: least!,
    greatest: greatest!,
    rounds: 3,
  });
  row!.measures = { extension: measure(first), 'self-hosted': measure(second) };
  expect(overlaps(row!, report)).toBe(expected);
  expect(ratioText(row!, report)!.startsWith('≈')).toBe(expected);
  row!.measures = { extension: measure(first) };
  expect(overlaps(row!, report)).toBe(false);
});
