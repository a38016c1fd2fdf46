import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

const tests = '{apps,packages,scripts,tests}/**';
const exclude = [...configDefaults.exclude, '**/fixtures/**'];

/** What rests on the state that a library keeps for its whole process. */
const alone = ['packages/tools/src/services/profile/create-profiles.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/tally-reporter.ts'],
    // For what hangs: on a busy machine the longest take ten times as long as they usually do.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The tests wait for processes of their own more than they compute.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // These machines may be slow: a condition gets as long as it needs, and no test sleeps.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          // Files share what they import: to load it anew for each costs as much as to run them.
          isolate: false,
          include: [`${tests}/*.test.ts`],
          exclude: [...exclude, ...alone, '**/*.slow.test.ts'],
        },
      },
      { extends: true, test: { name: 'fast-alone', include: alone } },
      {
        extends: true,
        test: {
          name: 'slow',
          include: [`${tests}/*.slow.test.ts`],
          exclude,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
