import { resolve } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import { type LoadArguments, readLoad, tellsOfLoad } from '../cost/read-load.ts';
import { readPrices } from '../cost/read-prices.ts';
import { readBaseline } from '../output/baseline/read-baseline.ts';
import type { Load, Prices } from '../report/cost.ts';
import type { Report } from '../report/report.ts';
import { readUrls } from '../servers/read-urls.ts';
import type { Thoroughness } from '../thoroughness.ts';

/** What stands on the command line, but for what may stand there twice. */
export interface CompareArguments extends LoadArguments {
  readonly quick?: boolean | undefined;
  readonly full?: boolean | undefined;
  readonly env?: string | undefined;
  readonly tool?: string | undefined;
  readonly prices?: string | undefined;
  readonly out?: string | undefined;
  readonly baseline?: string | undefined;
  readonly threshold?: string | undefined;
}

/** What is compared, how, and where it goes. */
export interface CompareSettings {
  readonly thoroughness: Thoroughness;
  readonly urls: readonly [URL, URL] | undefined;
  /** The azd environment whose servers are compared. Without it and `urls`: both local servers. */
  readonly environment: string | undefined;
  /** A tool that the user says may be called. */
  readonly tool: string | undefined;
  readonly load: Load;
  readonly prices: Prices;
  /** The user wants to know the cost, wherever the servers are. */
  readonly wantsCost: boolean;
  readonly folder: string;
  readonly baseline: Report | undefined;
  readonly threshold: number;
}

/** How much of a ratio may be lost; runs on the same machine differ by less. */
export const defaultThreshold = 0.5;

/**
 * @param words all that stands on the command line
 * @param folder where the user stands: paths are seen from there
 * @throws UsageError that names the option
 */
export async function readSettings(
  args: CompareArguments,
  words: readonly string[],
  folder: string,
): Promise<CompareSettings> {
  if (args.quick && args.full) throw new UsageError('--quick and --full exclude each other.');
  const urls = readUrls(words);
  if (urls && args.env !== undefined) throw new UsageError('Give --env or --url, not both.');
  if (args.env?.trim() === '') throw new UsageError('--env: the name of an azd environment.');
  const inFolder = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : resolve(folder, path);
  const baseline = inFolder(args.baseline);
  return {
    thoroughness: args.quick ? 'quick' : args.full ? 'full' : 'usual',
    urls,
    environment: args.env,
    tool: args.tool,
    load: readLoad(args),
    prices: await readPrices(inFolder(args.prices)),
    wantsCost: tellsOfLoad(args) || args.prices !== undefined,
    folder: resolve(folder, args.out ?? 'reports/compare'),
    // Now, and not after minutes: it may not be there.
    baseline: baseline === undefined ? undefined : await readBaseline(baseline),
    threshold: readThreshold(args.threshold),
  };
}

function readThreshold(text: string | undefined): number {
  if (text === undefined) return defaultThreshold;
  if (!/^\d{1,3}(?:\.\d{1,6})?$/.test(text)) {
    throw new UsageError(`--threshold: '${text}' is no number such as ${defaultThreshold}.`);
  }
  return Number(text);
}
