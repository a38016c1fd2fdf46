import { relative } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import { compareWithBaseline } from '../output/baseline/compare-with-baseline.ts';
import { isWorse } from '../output/baseline/difference.ts';
import { formatDifferences } from '../output/baseline/format-differences.ts';
import { writeReports } from '../output/write-reports.ts';
import type { Report } from '../report/report.ts';
import { askSecret } from '../servers/ask-secret.ts';
import type { FindDeployed } from '../servers/deployed.ts';
import { reachDeployed } from '../servers/reach-deployed.ts';
import { reachUrls } from '../servers/reach-urls.ts';
import { type Servers, startLocal } from '../servers/start-local.ts';
import { gatherReport } from './gather-report.ts';
import { createProgress } from './progress.ts';
import type { CompareSettings } from './settings.ts';
import { formatSummary } from './summary.ts';

/** What the command needs from outside. */
export interface CompareParts {
  /** Finds the servers of an azd environment. Without it `--env` says that it cannot. */
  readonly findDeployed?: FindDeployed;
}

export interface CompareOptions extends CompareParts {
  readonly asJson: boolean;
  /** Where the user stands: files are named from there. */
  readonly userFolder: string;
  readonly signal: AbortSignal;
}

/**
 * Compares, writes and prints.
 * @returns whether all was found out, and nothing is worse than the baseline
 * @throws UsageError when what the user wants is not to be had; Error when a server does not answer
 */
export async function compare(
  settings: CompareSettings,
  { asJson, userFolder, signal, findDeployed }: CompareOptions,
): Promise<boolean> {
  const progress = createProgress(process.stderr);
  let isComplete = true;
  const say = (line: string): void => {
    progress.clear();
    console.error(line);
  };
  const onProblem = (problem: string): void => {
    isComplete = false;
    say(`✘ ${problem}`);
  };
  const onProgress = progress.show;

  onProgress(settings.environment ? 'Finding the servers' : 'Starting the servers', '');
  const servers = await findServers(settings, { findDeployed, say, signal }, progress.clear);
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
    console.error(relative(userFolder, file));
  }
  return isComplete && !isWorseThanBaseline(report, settings);
}

interface FindParts {
  readonly findDeployed: FindDeployed | undefined;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

async function findServers(
  { urls, environment }: CompareSettings,
  { findDeployed, say, signal }: FindParts,
  beforeAsking: () => void,
): Promise<Servers> {
  const { stdin: input, stderr: output } = process;
  const ask = (question: string): Promise<string | undefined> => {
    beforeAsking();
    return askSecret(question, { input, output }, signal);
  };
  const mayAsk = input.isTTY && output.isTTY;
  const secrets = { env: process.env, ...(mayAsk && { ask }) };
  if (environment !== undefined) {
    if (!findDeployed) {
      throw new UsageError(
        'The servers of an azd environment cannot be found here. Give their addresses: --url URL --url URL',
      );
    }
    const found = await findDeployed(environment, signal);
    return reachDeployed(found, secrets, (remark) => say(`! ${remark}`));
  }
  return urls ? reachUrls(urls, secrets) : startLocal(signal);
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
