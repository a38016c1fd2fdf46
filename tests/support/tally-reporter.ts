import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with one line that any pipeline can read: `N passed, N failed[, N skipped]`. A file that
 * could not be run counts as a failure, and so does an error outside of any test.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      let failedTests = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        tally[state === 'pending' ? 'skipped' : state] += 1;
        if (state === 'failed') failedTests += 1;
      }
      if (module.state() === 'failed' && !failedTests) tally.failed += 1;
    }
    const skipped = tally.skipped ? `, ${tally.skipped} skipped` : '';
    // At exit, so that nothing is printed after it.
    process.once('exit', () =>
      writeSync(1, `${tally.passed} passed, ${tally.failed} failed${skipped}\n`),
    );
  }
}
