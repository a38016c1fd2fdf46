import { relative } from 'node:path';
import {
  type AuthMode,
  type FunctionsHostOptions,
  type Guards,
  issuerOf,
  openKeyFile,
  type SignIn,
} from '@side-by-side/local-host';
import { authLevels } from '../package/host-json.ts';
import type { ServerPlan } from './servers.ts';

/** What an auth mode puts around one server: in front of the app, over its host.json and into its environment. */
export interface Gate {
  /** Options for the local host. */
  readonly host: Pick<FunctionsHostOptions, 'hostJson' | 'keyFile' | 'easyAuth'>;
  /** What the app's environment has besides. */
  readonly env: NodeJS.ProcessEnv;
  /** Headers with which this command itself gets past the gate; absent where it cannot. */
  readonly headers?: () => Promise<Readonly<Record<string, string>>>;
  /** How a client gets past it; never a key or a token. Absent where there is no gate. */
  readonly howToGetIn?: string;
  /** The app's registration at our identity provider; absent where there is none. */
  readonly signIn?: SignIn;
}

/**
 * The gate of a server as a package stamped with the mode would have it: the levels are laid over host.json, whose
 * file stays as it is.
 * @throws HostError when the app's keys cannot be read
 */
export async function gateOf(plan: ServerPlan, mode: AuthMode, guards: Guards): Promise<Gate> {
  const { appRoot, port, name, key, isCustomHandler } = plan;
  const { host, env, signIn } = guards.of({ name, appRoot, url: `http://localhost:${port}` });
  const gate = {
    host: { ...host, hostJson: authLevels(isCustomHandler, mode) },
    env: { ...env, AUTH_MODE: mode },
  };
  if (mode === 'key' && host.keyFile) {
    const { keys } = await openKeyFile(host.keyFile);
    const value = (key.ring === 'systemKeys' ? keys.system : keys.host)[key.name];
    return {
      ...gate,
      headers: async () => (value === undefined ? {} : { 'x-functions-key': value }),
      howToGetIn: `x-functions-key: ${key.ring}.${key.name} of ${relative(process.cwd(), host.keyFile)}`,
    };
  }
  const { provider } = guards;
  if (!host.easyAuth) return { ...gate, headers: async () => ({}) };
  if (!signIn || !provider) {
    const issuer = issuerOf(host.easyAuth.settings);
    // Without an issuer nobody is asked to sign in.
    if (issuer === undefined) return { ...gate, headers: async () => ({}) };
    return { ...gate, howToGetIn: `sign-in at ${issuer}, or /.auth/login/aad in a browser` };
  }
  return {
    ...gate,
    signIn,
    headers: async () => ({
      authorization: `Bearer ${await provider.tokenFor({ resource: signIn.clientId })}`,
    }),
    howToGetIn: `scope ${signIn.identifierUri}/user_impersonation, or /.auth/login/aad in a browser`,
  };
}
