import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChildServer, startHostProcess } from './child-server.ts';
import { localEnvironment } from './local-environment.ts';
import type { Target } from './target.ts';

/** One of the two apps of the project, as this package sees it. */
export interface LocalApp {
  readonly id: 'extension' | 'self-hosted';
  readonly title: string;
  /** The folder in `apps/`, and of the app with the probe catalogue in `probe/`. */
  readonly name: string;
  /** Where MCP is, below the host. */
  readonly path: string;
}

export const localApps: readonly [LocalApp, LocalApp] = [
  {
    id: 'extension',
    title: 'Extension server',
    name: 'extension-server',
    path: '/runtime/webhooks/mcp',
  },
  {
    id: 'self-hosted',
    title: 'Self-hosted server',
    name: 'self-hosted-server',
    path: '/mcp',
  },
];

/** Two servers that run, and how to be done with them. */
export interface Servers {
  readonly targets: readonly [Target, Target];
  stop(): Promise<void>;
}

/**
 * Starts both apps with the probe catalogue, each in a local host in a process of its own.
 * @throws Error when one does not start; nothing is left running then. The reason of `signal` when that aborts first
 */
export async function startLocal(signal: AbortSignal): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'compare-'));
  const outcomes = await Promise.allSettled(
    localApps.map(({ id, name }) => {
      const appRoot = fileURLToPath(new URL(`../../probe/${name}`, import.meta.url));
      return startHostProcess(appRoot, localEnvironment(join(folder, id)), signal);
    }),
  );
  const started = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  const failure = outcomes.find((one) => one.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }
  const [extension, selfHosted] = localApps.map((app, i) => targetOf(app, started[i]!));
  return { targets: [extension!, selfHosted!], stop };
}

function targetOf({ id, title, path }: LocalApp, { pid, port }: ChildServer): Target {
  return {
    id,
    title,
    url: new URL(path, `http://127.0.0.1:${port}`),
    hosting: id,
    place: 'local host',
    headers: {},
    process: { hostPid: pid },
  };
}
