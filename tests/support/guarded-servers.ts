import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AuthMode,
  type AuthSettingsV2,
  type Guards,
  type HostKeys,
  type IdentityProvider,
  type IdentityProviderOptions,
  openGuards,
  openKeyFile,
  type SignIn,
  startFunctionsHost,
} from '@side-by-side/local-host';
import { afterAll, beforeAll } from 'vitest';
import { gateOf } from '../../scripts/start/gate.ts';
import { serverPlans } from '../../scripts/start/servers.ts';
import { apps, type Mode, modes, nowhere, type Server } from './servers.ts';

/** A server with what an auth mode puts around it. */
export interface GuardedServer extends Server {
  /** Its keys, or in a mode without keys some that might have been. */
  readonly keys: HostKeys;
  /** How often a tool has been called, by what the server itself has logged. */
  readonly calls: () => number;
}

/** What a file needs to know of them. */
export interface GuardedServers {
  readonly server: (mode: Mode) => GuardedServer;
  /** Our identity provider. @throws Error where another one was given */
  readonly provider: () => IdentityProvider;
  /** A server's registration at it. @throws Error where another one was given */
  readonly signIn: (mode: Mode) => SignIn;
}

export interface GuardedServersOptions {
  /** @default 'entra' */
  readonly authMode?: AuthMode;
  /** One of `apps`. @default 'shipped' */
  readonly app?: keyof typeof apps;
  /** Whether the levels are those of host.json as it is committed, as with `npm run host`. @default those of the mode */
  readonly keepsLevels?: boolean;
  /** How our identity provider is. */
  readonly provider?: IdentityProviderOptions;
  /** Another identity provider, as `--auth-settings FILE` names it. */
  readonly authSettings?: AuthSettingsV2;
  /** What the apps get besides. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Starts both servers as `npm start -- --auth MODE` does, for the tests of a file (or of a `describe`):
 *
 *     const { server, provider, signIn } = useGuardedServers();
 *     const token = await provider().tokenFor({ resource: signIn(mode).clientId });
 *
 * They share one identity provider, which is there in every mode, since anybody may send a token anywhere. Each has a
 * folder of its own for keys and snippets. They take any free port, which they have no need to know before: a
 * registration leaves the port of a loopback address open, as Entra's do.
 * @param options a function where they are known only when the servers start
 */
export function useGuardedServers(
  options: GuardedServersOptions | (() => Promise<GuardedServersOptions>) = {},
): GuardedServers {
  const servers = new Map<Mode, GuardedServer>();
  const registrations = new Map<Mode, SignIn>();
  const toEnd: (() => Promise<void>)[] = [];
  let identityProvider: IdentityProvider | undefined;

  beforeAll(async () => {
    const {
      authMode = 'entra',
      app = 'shipped',
      keepsLevels = false,
      env,
      ...given
    } = typeof options === 'function' ? await options() : options;
    const guards = await open({ mode: authMode, ...given });
    const registry = guards.provider || given.authSettings ? guards : await open({ mode: 'entra' });
    identityProvider = registry.provider;
    const plans = serverPlans(0);
    await Promise.all(
      modes.map(async (mode) => {
        const plan = plans.find(({ name }) => name === `${mode}-server`)!;
        const folder = await mkdtemp(join(tmpdir(), 'guarded-'));
        toEnd.push(() => rm(folder, { recursive: true, force: true }));
        const gate = await gateOf({ ...plan, appRoot: folder }, authMode, guards);
        let calls = 0;
        const host = await startFunctionsHost({
          ...gate.host,
          ...(keepsLevels && { hostJson: await committedHostJson(mode) }),
          appRoot: apps[app].folders[mode],
          env: {
            ...process.env,
            NWS_BASE_URL: nowhere,
            SNIPPETS_FOLDER: folder,
            ...gate.env,
            ...env,
          },
          onLog: ({ message }) => {
            if (/\b\w+: ok, \d+ ms/.test(message)) calls += 1;
          },
        });
        toEnd.unshift(() => host.dispose());
        const { keys } = await openKeyFile(gate.host.keyFile ?? join(folder, 'keys.json'));
        const url = new URL(plan.path, host.url);
        servers.set(mode, { mode, host, port: host.port, url, keys, calls: () => calls });
        const { name } = plan;
        const { signIn } = gate.signIn
          ? gate
          : registry.of({ name, appRoot: folder, url: 'http://localhost' });
        if (signIn) registrations.set(mode, signIn);
      }),
    );
  });
  afterAll(async () => {
    for (const end of toEnd) await end();
  });
  return {
    server: (mode) => servers.get(mode)!,
    provider: () => there(identityProvider),
    signIn: (mode) => there(registrations.get(mode)),
  };

  async function open(given: Parameters<typeof openGuards>[0]): Promise<Guards> {
    const guards = await openGuards(given);
    toEnd.push(() => guards.dispose());
    return guards;
  }
}

async function committedHostJson(mode: Mode): Promise<object> {
  const file = join(apps.shipped.folders[mode], 'host.json');
  return JSON.parse(await readFile(file, 'utf8')) as object;
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('These servers do not use our identity provider.');
  return value;
}
