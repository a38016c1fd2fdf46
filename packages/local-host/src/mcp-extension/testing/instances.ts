import { readFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import type { FunctionsHost } from '../../host/functions-host.ts';
import { startFunctionsHost } from '../../host/start.ts';
import type { HostKeys } from '../../platform/keys.ts';
import { makeAppFolder } from '../../testing/app-folder.ts';
import { sendRaw } from '../../testing/raw-http.ts';
import { fixtures, type Placeholders } from './recordings.ts';

/** How one of the recorded instances is started. */
export interface InstanceOptions {
  readonly cloud: boolean;
  /** Which of the recorded app's files is its host.json. */
  readonly hostJson: 'host.json' | 'host.defaults.json';
  readonly env?: NodeJS.ProcessEnv;
  readonly keys?: HostKeys;
}

export interface Instance {
  readonly host: FunctionsHost;
  readonly placeholders: Placeholders;
}

const initialize = '{"jsonrpc":"2.0","id":0,"method":"initialize"}';

/** Starts the recorded app in the local host, once for each instance, for the tests of a file. */
export function useInstances<Name extends string>(
  options: Readonly<Record<Name, InstanceOptions>>,
): (name: Name) => Instance {
  const instances = new Map<string, Instance>();
  const removals: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    await Promise.all(
      Object.entries<InstanceOptions>(options).map(
        async ([name, { cloud, hostJson, env, keys }]) => {
          const { folder, remove } = await makeAppFolder(
            {
              'host.json': readFileSync(`${fixtures}/app/${hostJson}`, 'utf8'),
              // As if `func extensions install` had been run: the recorded app names no bundle.
              'bin/extensions.json': '{}',
            },
            `${fixtures}/app`,
          );
          removals.push(remove);
          const { PATH, HOME } = process.env;
          const host = await startFunctionsHost({
            appRoot: folder,
            cloud,
            env: { PATH, HOME, ...env },
            ...(keys && { keys }),
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

async function placeholdersOf(host: FunctionsHost, keys?: HostKeys): Promise<Placeholders> {
  const { headers } = await sendRaw(host.port, {
    method: 'POST',
    path: '/runtime/webhooks/mcp',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(keys && { 'x-functions-key': keys.master }),
    },
    body: initialize,
  });
  const session = headers['mcp-session-id'] ?? '';
  const systemKey = keys?.system['mcp_extension'] ?? '';
  return {
    '<clientid16>|<instanceid16>': session,
    '<encrypted-session>': session,
    '<tampered-session>': `${session.slice(0, -4)}AAAA`,
    '<host:port>': `localhost:${host.port}`,
    '<url-encoded system-key>': encodeURIComponent(systemKey),
    '<system-key>': systemKey,
    '<master-key>': keys?.master ?? '',
    '<host-key>': keys?.host['default'] ?? '',
  };
}
