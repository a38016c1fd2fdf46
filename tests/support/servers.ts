import { fileURLToPath } from 'node:url';
import { catalogue, type Catalogue } from '@side-by-side/tools';
import { type FunctionsHost, startFunctionsHost } from '@side-by-side/local-host';
import { afterAll, beforeAll } from 'vitest';
import { probeCatalogue } from '../fixtures/probe-catalogue.ts';

/** The two hosting modes. */
export const modes = ['extension', 'self-hosted'] as const;
export type Mode = (typeof modes)[number];

/** The path of the MCP endpoint of each. */
export const endpoints: Readonly<Record<Mode, string>> = {
  extension: '/runtime/webhooks/mcp',
  'self-hosted': '/mcp',
};

interface Apps {
  readonly catalogue: Catalogue;
  readonly folders: Readonly<Record<Mode, string>>;
}

const folder = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The apps as they ship, and the same two adapters with a catalogue that has one of everything. */
export const apps = {
  shipped: {
    catalogue,
    folders: {
      extension: folder('apps/extension-server'),
      'self-hosted': folder('apps/self-hosted-server'),
    },
  },
  probe: {
    catalogue: probeCatalogue,
    folders: {
      extension: folder('tests/fixtures/probe-extension-server'),
      'self-hosted': folder('tests/fixtures/probe-self-hosted-server'),
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

/** Starts both servers before the tests of a file and stops them after. */
export function useServers(name: keyof typeof apps): (mode: Mode) => Server {
  const servers = new Map<Mode, Server>();
  beforeAll(async () => {
    await Promise.all(
      modes.map(async (mode) => {
        const host = await startFunctionsHost({ appRoot: apps[name].folders[mode] });
        const url = new URL(endpoints[mode], host.url);
        servers.set(mode, { mode, host, port: host.port, url });
      }),
    );
  });
  afterAll(async () => {
    await Promise.all([...servers.values()].map(({ host }) => host.dispose()));
  });
  return (mode) => servers.get(mode)!;
}
