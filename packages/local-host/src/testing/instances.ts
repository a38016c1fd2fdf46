import { afterAll, beforeAll } from 'vitest';
import type { FunctionsHost } from '../host/functions-host.ts';
import { startFunctionsHost } from '../host/start.ts';
import type { HostKeys } from '../platform/keys.ts';
import { makeAppFolder } from './app-folder.ts';
import { placeholdersOf } from './placeholders.ts';
import type { Placeholders } from './recordings.ts';

/** How one of the recorded instances is started. */
export interface InstanceOptions {
  /** The folder of the recorded app. */
  readonly app: string;
  /** Files that are written over it; objects as JSON. */
  readonly files?: Readonly<Record<string, string | object>>;
  readonly cloud: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Laid over host.json. */
  readonly hostJson?: object;
  readonly keys?: HostKeys;
}

export interface Instance {
  readonly host: FunctionsHost;
  readonly placeholders: Placeholders;
}

/** Starts recorded apps in the local host, once for each instance, for the tests of a file. */
export function useInstances<Name extends string>(
  options: Readonly<Record<Name, InstanceOptions>>,
): (name: Name) => Instance {
  const instances = new Map<string, Instance>();
  const removals: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    await Promise.all(
      Object.entries<InstanceOptions>(options).map(
        async ([name, { app, files = {}, cloud, env, keys, hostJson }]) => {
          const { folder, remove } = await makeAppFolder(files, app);
          removals.push(remove);
          const { PATH, HOME } = process.env;
          const host = await startFunctionsHost({
            appRoot: folder,
            cloud,
            env: { PATH, HOME, ...env },
            // One of them is recorded in its state of error.
            stayOnFailure: true,
            ...(keys && { keys }),
            ...(hostJson && { hostJson }),
          });
          instances.set(name, { host, placeholders: await placeholdersOf(host, keys) });
        },
      ),
    );
  });
  afterAll(async () => {
    await Promise.all([...instances.values()].map(({ host }) => host.dispose()));
    await Promise.all(removals.map((remove) => remove()));
  });
  return (name) => instances.get(name)!;
}
