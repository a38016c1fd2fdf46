import { type FunctionsHost, startFunctionsHost } from '@side-by-side/local-host';
import { afterAll, beforeAll } from 'vitest';
import type { AuthMode } from '@side-by-side/azure';
import { makeDeployFolder } from './deploy-folder.ts';
import { endpoints, type Mode, modes, nowhere, type Server } from './servers.ts';

/** The keys that these hosts ask for. */
export const keys = {
  master: 'master-key',
  system: { mcp_extension: 'extension-key' },
  host: { default: 'host-key' },
} as const;

/** What Azure tells an app that the infrastructure has made; nothing of this machine but where programs are. */
const azureSettings = {
  ...Object.fromEntries(
    ['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMPDIR'].map((name) => [name, process.env[name]]),
  ),
  FUNCTIONS_WORKER_RUNTIME: 'node',
  AzureWebJobsFeatureFlags: 'EnableMcpCustomHandlerPreview',
  WEBSITE_SITE_NAME: 'some-app',
  WEBSITE_AUTH_ENCRYPTION_KEY: '0123456789ABCDEF'.repeat(4),
  NWS_BASE_URL: nowhere,
};

/**
 * Packages both apps for `authMode` and starts them as Azure does, for the tests of a file: from an empty place, without
 * local settings, behind the gate that asks for keys.
 * @param settings the app settings of each server to start, by a name for it; a function where they are known only then
 */
export function useDeployedServers<Name extends string>(
  authMode: AuthMode,
  settings: Readonly<Record<Name, NodeJS.ProcessEnv | (() => NodeJS.ProcessEnv)>>,
): (mode: Mode, name: Name) => Server {
  const servers = new Map<string, Server>();
  const cleanUps: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    await Promise.all(
      modes.map(async (mode) => {
        const { folder, remove } = await makeDeployFolder(mode, authMode);
        cleanUps.push(remove);
        for (const [name, more] of Object.entries<(typeof settings)[Name]>(settings)) {
          const given: NodeJS.ProcessEnv = typeof more === 'function' ? more() : more;
          const host: FunctionsHost = await startFunctionsHost({
            appRoot: folder,
            cloud: true,
            keys,
            env: { ...azureSettings, ...given },
          });
          cleanUps.unshift(() => host.dispose());
          const url = new URL(endpoints[mode], host.url);
          servers.set(`${mode} ${name}`, { mode, host, port: host.port, url });
        }
      }),
    );
  });
  afterAll(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
  });
  return (mode, name) => servers.get(`${mode} ${name}`)!;
}
