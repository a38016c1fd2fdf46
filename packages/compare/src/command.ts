import { relative } from 'node:path';
import { formatError, UsageError } from '@side-by-side/local-host';
import { heedInterruption } from '@side-by-side/local-host/command';
import { defineCommand } from 'citty';
import { compareWithBaseline } from './output/baseline/compare-with-baseline.ts';
import { isWorse } from './output/baseline/difference.ts';
import { formatDifferences } from './output/baseline/format-differences.ts';
import { writeReports } from './output/write-reports.ts';
import type { Report } from './report/report.ts';
import { gatherReport } from './run/gather-report.ts';
import { createProgress } from './run/progress.ts';
import { type CompareSettings, defaultThreshold, readSettings } from './run/settings.ts';
import { formatSummary } from './run/summary.ts';
import { askSecret } from './servers/ask-secret.ts';
import { reachUrls } from './servers/reach-urls.ts';
import { type Servers, startLocal } from './servers/start-local.ts';

/** How the command ends. */
const exitCodes = { failed: 1, usage: 2, interrupted: 130 };

/** `npm run compare`: what two servers can do and cost, one held against the other. */
export const compareCommand = defineCommand({
  meta: {
    name: 'npm run compare',
    description:
      'Compares both hosting modes by probes and measurements: the local servers, or any two endpoints. Writes report.json, report.md and index.html.',
  },
  args: {
    url: {
      type: 'string',
      description:
        'An MCP endpoint (Streamable HTTP); give it twice. Keys come from COMPARE_KEY_1 and COMPARE_KEY_2, bearer tokens from COMPARE_TOKEN_1 and COMPARE_TOKEN_2, or you are asked',
      valueHint: 'URL',
    },
    quick: { type: 'boolean', description: 'Half a minute, for a first impression' },
    full: { type: 'boolean', description: 'About five minutes, for figures to quote' },
    tool: {
      type: 'string',
      description:
        'A tool of both servers that may be called without arguments, over and over; otherwise only what calls itself harmless is',
      valueHint: 'NAME',
    },
    'calls-per-month': {
      type: 'string',
      description: 'Your load, for the cost (default: 1000000)',
      valueHint: 'N',
    },
    'seconds-per-call': {
      type: 'string',
      description: 'How long a call takes (default: 0.05)',
      valueHint: 'N',
    },
    'memory-mb': {
      type: 'string',
      description: 'Memory of an instance: 512, 2048 or 4096 (default: 2048)',
      valueHint: 'N',
    },
    'always-ready': {
      type: 'string',
      description: 'Always-ready instances (default: 0)',
      valueHint: 'N',
    },
    prices: {
      type: 'string',
      description: 'Prices as JSON, instead of packages/compare/src/cost/flex-prices.json',
      valueHint: 'FILE',
    },
    out: {
      type: 'string',
      description: 'The folder for the report (default: reports/compare)',
      valueHint: 'DIR',
    },
    baseline: {
      type: 'string',
      description: 'The report.json of an earlier run: fail when something is worse',
      valueHint: 'FILE',
    },
    threshold: {
      type: 'string',
      description: `How much of a ratio may be lost against the baseline (default: ${defaultThreshold})`,
      valueHint: 'N',
    },
    json: { type: 'boolean', description: 'Print report.json instead of a summary' },
  },
  async run({ args, rawArgs }) {
    const untilInterrupted = heedInterruption();
    const controller = new AbortController();
    void untilInterrupted().then(() => controller.abort(new Error('It was interrupted.')));
    try {
      const settings = await readSettings(args, rawArgs, userFolder());
      process.exitCode = await compare(settings, args.json ?? false, controller.signal);
    } catch (error) {
      const { aborted } = controller.signal;
      console.error(
        aborted ? 'Interrupted before there was anything to write.' : formatError(error),
      );
      process.exitCode = error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
    }
    if (controller.signal.aborted) process.exitCode = exitCodes.interrupted;
    // The listeners for signals would keep the process.
    process.exit();
  },
});

/** Compares, writes and prints; gives the exit code. */
async function compare(
  settings: CompareSettings,
  asJson: boolean,
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress(process.stderr);
  let isComplete = true;
  const onProblem = (problem: string): void => {
    isComplete = false;
    progress.clear();
    console.error(`✘ ${problem}`);
  };
  const onProgress = progress.show;

  onProgress('Starting the servers', '');
  const servers = await findServers(settings, progress.clear, signal);
  let report: Report;
  try {
    report = await gatherReport(settings, servers.targets, { onProgress, onProblem }, signal);
  } finally {
    onProgress('Stopping the servers', '');
    await servers.stop();
    progress.clear();
  }
  const files = await writeReports(report, settings.folder);
  await print(asJson ? `${JSON.stringify(report, null, 2)}\n` : formatSummary(report));
  for (const file of [files.html, files.markdown, files.json]) {
    console.error(relative(userFolder(), file));
  }
  return isComplete && !isWorseThanBaseline(report, settings) ? 0 : exitCodes.failed;
}

async function findServers(
  { urls }: CompareSettings,
  beforeAsking: () => void,
  signal: AbortSignal,
): Promise<Servers> {
  if (!urls) return startLocal(signal);
  const { stdin: input, stderr: output } = process;
  const ask = (question: string): Promise<string | undefined> => {
    beforeAsking();
    return askSecret(question, { input, output }, signal);
  };
  const mayAsk = input.isTTY && output.isTTY;
  return reachUrls(urls, { env: process.env, ...(mayAsk && { ask }) });
}

/** What is only half there is held against nothing. */
function isWorseThanBaseline(report: Report, { baseline, threshold }: CompareSettings): boolean {
  if (!baseline || report.isPartial) return false;
  const differences = compareWithBaseline(report, baseline, threshold);
  console.error(`\n${formatDifferences(differences)}`);
  return differences.some(isWorse);
}

/** Waits until it is written: the process ends at once, and a pipe may be slow. */
async function print(text: string): Promise<void> {
  await new Promise((resolve) => process.stdout.write(text, resolve));
}

/** The bootstrap runs commands at the root, and says in INIT_CWD where the user stands. */
function userFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}
