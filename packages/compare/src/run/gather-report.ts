import { UsageError } from '@side-by-side/local-host/errors';
import { estimateCost } from '../cost/estimate.ts';
import { describeMachine } from '../machine.ts';
import { messageOf } from '../message-of.ts';
import { measurePerformance } from '../performance/measure-performance.ts';
import { type Report, reportVersion } from '../report/report.ts';
import { localApps } from '../servers/start-local.ts';
import type { Target } from '../servers/target.ts';
import { deployFolder, requireDeployFolders, sourceFolder } from '../size/deploy-folders.ts';
import { measureSize } from '../size/measure-size.ts';
import { measureStarts, startSamples } from '../starts/measure-starts.ts';
import { efforts } from '../thoroughness.ts';
import { compareCapabilities } from './compare-capabilities.ts';
import { introduce } from './introduce.ts';
import { readMeters } from './read-meters.ts';
import type { CompareSettings } from './settings.ts';

/** Who hears how a comparison goes. */
export interface Listener {
  readonly onProgress: (stage: string, detail: string) => void;
  /** Gets what could not be found out, and why; the rest is. */
  readonly onProblem: (problem: string) => void;
}

/**
 * Finds out everything about two servers that run. When `signal` aborts it gives what it has, as a partial report.
 * @throws UsageError when what the user wants is not to be had of these servers
 */
export async function gatherReport(
  settings: CompareSettings,
  targets: readonly [Target, Target],
  listener: Listener,
  signal: AbortSignal,
): Promise<Report> {
  const effort = efforts[settings.thoroughness];
  const isOurs = targets.every(({ place }) => place === 'local host');

  /** One part of the report; undefined when it is interrupted, or cannot be had. */
  async function stage<T>(
    name: string,
    work: (tell: (detail: string) => void) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      // What is interrupted goes through all parts still: each gives what it has, at once.
      const tell = (detail: string): void => {
        if (!signal.aborted) listener.onProgress(name, detail);
      };
      tell('');
      return await work(tell);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      if (!signal.aborted) listener.onProblem(`${name}: ${messageOf(error)}`);
      return undefined;
    }
  }

  const [first, second] = await Promise.all(targets.map((one) => introduce(one, signal)));
  const capabilities = await stage('Capabilities', (tell) =>
    compareCapabilities(targets, settings.tool, tell, signal),
  );
  const isPackaged =
    isOurs &&
    (await stage('Deploy folders', (tell) => requireDeployFolders(tell, signal).then(() => true)));
  const apps = startedApps.filter(({ form }) => form === 'source' || isPackaged);
  const starts = isOurs
    ? await stage('Starts', (tell) => measureStarts(apps, effort.starts, tell, signal))
    : undefined;
  const performance = await stage('Performance', (tell) => {
    const samples = startSamples(starts ?? []);
    const { onProblem } = listener;
    return measurePerformance(
      targets,
      { effort, tool: settings.tool, samples, onProblem },
      tell,
      signal,
    );
  });
  const size = isPackaged ? await stage('Size', () => measureSize(starts ?? [])) : undefined;
  const meters = await stage('Meters', () => readMeters(targets, settings.prices, new Date()));
  const onFlex = settings.wantsCost || targets.some(({ place }) => place !== 'elsewhere');
  return {
    version: reportVersion,
    made: new Date().toISOString(),
    thoroughness: settings.thoroughness,
    isPartial: signal.aborted,
    machine: describeMachine(),
    servers: [first!, second!],
    capabilities: capabilities ?? [],
    ...(performance?.rows.length && { performance }),
    ...(size && { size }),
    ...(onFlex && { cost: estimateCost(settings.load, settings.prices) }),
    ...(meters && { meters }),
  };
}

/** Both apps that ship, from their source and as they are uploaded. */
const startedApps = localApps.flatMap(({ id, name, path }) => [
  { id, path, form: 'source' as const, appRoot: sourceFolder(name) },
  { id, path, form: 'bundled' as const, appRoot: deployFolder(name) },
]);
