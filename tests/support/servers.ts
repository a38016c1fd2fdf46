import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  availableCatalogue,
  catalogue as wholeCatalogue,
  type Catalogue,
  createServices,
} from '@side-by-side/tools';
import { type FunctionsHost, startFunctionsHost } from '@side-by-side/local-host';
import { afterAll, beforeAll } from 'vitest';
import { probeCatalogue } from '../../packages/compare/probe/probe-catalogue.ts';
import { signInCatalogue } from '../fixtures/sign-in-catalogue.ts';

/** The two hosting modes. */
export const modes = ['extension', 'self-hosted'] as const;
export type Mode = (typeof modes)[number];

/** The path of the MCP endpoint of each. */
export const endpoints: Readonly<Record<Mode, string>> = {
  extension: '/runtime/webhooks/mcp',
  'self-hosted': '/mcp',
};

/** Where nobody answers: no test asks the real weather service. */
export const nowhere = 'http://127.0.0.1:9';

/** What the servers here serve of the catalogue that ships, as no test here configures more. */
const catalogue = availableCatalogue(wholeCatalogue, createServices({}));

interface Apps {
  readonly catalogue: Catalogue;
  readonly folders: Readonly<Record<Mode, string>>;
}

const inProject = (path: string): string =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * The apps as they ship; the same two adapters with a catalogue that has one of everything; with the
 * shipped catalogue at the time that `TEST_NOW` sets; and with a catalogue that is about its callers.
 */
export const apps = {
  shipped: {
    catalogue,
    folders: {
      extension: inProject('apps/extension-server'),
      'self-hosted': inProject('apps/self-hosted-server'),
    },
  },
  probe: {
    catalogue: probeCatalogue,
    folders: {
      extension: inProject('packages/compare/probe/extension-server'),
      'self-hosted': inProject('packages/compare/probe/self-hosted-server'),
    },
  },
  timed: {
    catalogue,
    folders: {
      extension: inProject('tests/fixtures/timed-extension-server'),
      'self-hosted': inProject('tests/fixtures/timed-self-hosted-server'),
    },
  },
  signIn: {
    catalogue: signInCatalogue,
    folders: {
      extension: inProject('tests/fixtures/sign-in-extension-server'),
      'self-hosted': inProject('tests/fixtures/sign-in-self-hosted-server'),
    },
  },
} as const satisfies Record<string, Apps>;

export interface Server {
  readonly mode: Mode;
  readonly host: FunctionsHost;
  readonly port: number;
  /** The MCP endpoint. */
  readonly url: URL;
}

/**
 * Starts both servers before the tests of a file and stops them after. Each has a folder of its own for
 * snippets, so that neither sees what the other was told.
 * @param app one of `apps`, or the folders of another one
 * @param env what the apps get besides; a function where it is known only when the servers start
 */
export function useServers(
  app: keyof typeof apps | Apps['folders'],
  env: NodeJS.ProcessEnv | (() => NodeJS.ProcessEnv) = {},
): (mode: Mode) => Server {
  const appRoots = typeof app === 'string' ? apps[app].folders : app;
  const servers = new Map<Mode, Server>();
  const folders: string[] = [];
  beforeAll(async () => {
    await Promise.all(
      modes.map(async (mode) => {
        const snippets = await mkdtemp(join(tmpdir(), 'snippets-'));
        folders.push(snippets);
        const given = typeof env === 'function' ? env() : env;
        const host = await startFunctionsHost({
          appRoot: appRoots[mode],
          env: { ...process.env, NWS_BASE_URL: nowhere, SNIPPETS_FOLDER: snippets, ...given },
        });
        const url = new URL(endpoints[mode], host.url);
        servers.set(mode, { mode, host, port: host.port, url });
      }),
    );
  });
  afterAll(async () => {
    await Promise.all([...servers.values()].map(({ host }) => host.dispose()));
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });
  return (mode) => servers.get(mode)!;
}
