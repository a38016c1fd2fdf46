import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AuthSettingsV2,
  type Guards,
  type IdentityProvider,
  type IdentityProviderOptions,
  openGuards,
  type SignIn,
  startFunctionsHost,
} from '@side-by-side/local-host';
import { afterAll, beforeAll } from 'vitest';
import { gateOf } from '../../scripts/start/gate.ts';
import { serverPlans } from '../../scripts/start/servers.ts';
import { apps, type Mode, modes, nowhere, type Server } from './servers.ts';

/** What a file needs to know of the servers that ask for a sign-in. */
export interface SignInServers {
  readonly server: (mode: Mode) => Server;
  /** Our identity provider. @throws Error where another one was given */
  readonly provider: () => IdentityProvider;
  /** A server's registration at it. @throws Error where another one was given */
  readonly signIn: (mode: Mode) => SignIn;
}

export interface SignInOptions {
  /** One of `apps`. @default 'shipped' */
  readonly app?: keyof typeof apps;
  /** How our identity provider is. */
  readonly provider?: IdentityProviderOptions;
  /** Another identity provider, as `--auth-settings FILE` names it. */
  readonly authSettings?: AuthSettingsV2;
  /** What the apps get besides. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Starts both servers as `npm start -- --auth entra` does, for the tests of a file (or of a `describe`):
 *
 *     const { server, provider, signIn } = useSignInServers();
 *     const token = await provider().tokenFor({ resource: signIn(mode).clientId });
 *
 * They share one identity provider, and each has a folder of its own for snippets. They take any free port, which
 * they have no need to know before: a registration leaves the port of a loopback address open, as Entra's do.
 * @param options a function where they are known only when the servers start
 */
export function useSignInServers(
  options: SignInOptions | (() => Promise<SignInOptions>) = {},
): SignInServers {
  const servers = new Map<Mode, Server>();
  const registrations = new Map<Mode, SignIn>();
  const folders: string[] = [];
  let guards: Guards | undefined;

  beforeAll(async () => {
    const {
      app = 'shipped',
      env,
      ...given
    } = typeof options === 'function' ? await options() : options;
    const opened = await openGuards({ mode: 'entra', ...given });
    guards = opened;
    const plans = serverPlans(0);
    await Promise.all(
      modes.map(async (mode) => {
        const plan = plans.find(({ name }) => name === `${mode}-server`)!;
        const appRoot = apps[app].folders[mode];
        const gate = await gateOf({ ...plan, appRoot }, 'entra', opened);
        const snippets = await mkdtemp(join(tmpdir(), 'snippets-'));
        folders.push(snippets);
        const host = await startFunctionsHost({
          ...gate.host,
          appRoot,
          keys,
          env: {
            ...process.env,
            NWS_BASE_URL: nowhere,
            SNIPPETS_FOLDER: snippets,
            ...gate.env,
            ...env,
          },
        });
        const url = new URL(plan.path, host.url);
        servers.set(mode, { mode, host, port: host.port, url });
        if (gate.signIn) registrations.set(mode, gate.signIn);
      }),
    );
  });
  afterAll(async () => {
    await Promise.all([...servers.values()].map(({ host }) => host.dispose()));
    await guards?.dispose();
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });
  return {
    server: (mode) => servers.get(mode)!,
    provider: () => there(guards?.provider),
    signIn: (mode) => there(registrations.get(mode)),
  };
}

/** Instead of those of a file in the app's folder. */
const keys = {
  master: 'master-key',
  system: { mcp_extension: 'extension-key' },
  host: { default: 'host-key' },
};

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('These servers do not use our identity provider.');
  return value;
}
