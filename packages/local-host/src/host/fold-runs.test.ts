import { expect, test } from 'vitest';
import { foldRuns } from './fold-runs.ts';

test('what is asked for while it runs, however often, is done once more', async () => {
  const finish: (() => void)[] = [];
  const run = foldRuns(() => new Promise((resolve) => finish.push(resolve)));

  for (let asked = 0; asked < 3; asked += 1) run();
  expect(finish).toHaveLength(1);
  finish[0]!();
  await expect.poll(() => finish.length).toBe(2);

  run();
  expect(finish).toHaveLength(2);
  finish[1]!();
  await expect.poll(() => finish.length).toBe(3);

  // Twice for the first three, once for the fourth, and now for the fifth.
  finish[2]!();
  await new Promise(setImmediate);
  run();
  expect(finish).toHaveLength(4);
});
