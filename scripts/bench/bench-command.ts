import { canReadProcesses } from '@side-by-side/compare';
import { formatError, UsageError } from '@side-by-side/local-host/errors';
import { heedInterruption } from '@side-by-side/local-host/command-line';
import { defineCommand } from 'citty';
import { type BenchReport, describeBenchMachine, formatReport } from './report.ts';
import { evaluate, rows } from './rows.ts';
import { runBench } from './run-bench.ts';
import { type BenchSettings, readSettings } from './settings.ts';

/** `npm run bench`: what requests cost, as ratios that can be held against a goal on any machine. */
export const benchCommand = defineCommand({
  meta: {
    name: 'npm run bench',
    description: 'Measures the CPU that a request costs both servers and the local host.',
  },
  args: {
    quick: { type: 'boolean', description: 'Fewer rounds, for a first impression' },
    rounds: { type: 'string', description: 'How often each is measured', valueHint: 'N' },
    requests: { type: 'string', description: 'Requests of each kind in a round', valueHint: 'N' },
    tool: {
      type: 'string',
      description: 'The tool to call, without arguments; the first harmless one by default',
      valueHint: 'NAME',
    },
    json: { type: 'boolean', description: 'Print JSON' },
  },
  async run({ args }) {
    const untilInterrupted = heedInterruption();
    const controller = new AbortController();
    void untilInterrupted().then(() => controller.abort());
    try {
      if (!canReadProcesses()) {
        throw new UsageError(
          'npm run bench reads the CPU times of processes from /proc or ps, which Windows does not have. Run it under WSL.',
        );
      }
      const report = await measure(readSettings(args), controller.signal);
      if (report) console.log(args.json ? JSON.stringify(report, null, 2) : formatReport(report));
      else console.error('Interrupted before the first round was over.');
      if (controller.signal.aborted) process.exitCode = 130;
    } catch (error) {
      console.error(formatError(error));
      process.exitCode = 1;
    }
    // The listeners for signals would keep the process.
    process.exit();
  },
});

/** undefined when nothing was measured before `signal` aborted. */
async function measure(
  settings: BenchSettings,
  signal: AbortSignal,
): Promise<BenchReport | undefined> {
  const machine = describeBenchMachine();
  const measured = await runBench(settings, signal, showProgress);
  showProgress('');
  if (!measured?.rounds.length) return undefined;
  const { tool, toolCount, rounds } = measured;
  const results = rows.map((row) => evaluate(row, rounds));
  return { machine, settings, tool, toolCount, rounds: rounds.length, rows: results };
}

/** One line of the terminal that is written over and over; in a file it would be noise. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}
