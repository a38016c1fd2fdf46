import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRows } from '../performance/row-heads.ts';
import type { Sample } from '../performance/sample.ts';
import { localEnvironment } from '../servers/local-environment.ts';
import { spreadOf } from '../statistics/spread.ts';
import { measureStart, type Start } from './measure-start.ts';

/** An app, in one of its two forms. */
export interface StartedApp {
  readonly id: string;
  readonly form: keyof typeof startRows;
  readonly appRoot: string;
  /** Where its MCP endpoint is. */
  readonly path: string;
}

/** All starts of one of them. */
export interface AppStarts extends StartedApp {
  readonly starts: readonly Start[];
}

/**
 * Starts apps in turn, again and again. When `signal` aborts it gives what it has.
 * @throws Error when one does not start
 */
export async function measureStarts(
  apps: readonly StartedApp[],
  times: number,
  onProgress: (text: string) => void,
  signal: AbortSignal,
): Promise<AppStarts[]> {
  const folder = await mkdtemp(join(tmpdir(), 'compare-'));
  const results = apps.map((app) => ({ ...app, starts: [] as Start[] }));
  try {
    for (let time = 1; time <= times; time += 1) {
      onProgress(`start ${time} of ${times}`);
      // From both ends, so that none is always started after the same neighbour.
      for (const app of time % 2 === 1 ? results : results.toReversed()) {
        const env = localEnvironment(join(folder, app.id));
        app.starts.push(await measureStart(app.appRoot, app.path, env, signal));
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return results;
}

/** The starts as samples of rows. */
export function startSamples(apps: readonly AppStarts[]): Sample[] {
  return apps.flatMap(({ id, form, starts }) =>
    starts.map(({ firstAnswer }) => ({ row: startRows[form], server: id, value: firstAnswer })),
  );
}

/** The median of the processor time of an app's starts in ms; undefined where it is not known. */
export function startCpu(
  apps: readonly AppStarts[],
  id: string,
  form: StartedApp['form'],
): number | undefined {
  const times = apps
    .filter((app) => app.id === id && app.form === form)
    .flatMap(({ starts }) => starts.flatMap(({ appCpu }) => appCpu ?? []));
  return times.length ? spreadOf(times).median : undefined;
}
