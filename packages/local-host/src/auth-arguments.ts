import { resolve } from 'node:path';
import type { ArgsDef } from 'citty';
import { UsageError } from './errors.ts';
import { issuerOf } from './platform/easy-auth/auth-settings.ts';
import {
  type AuthMode,
  authModes,
  type Guard,
  type GuardsOptions,
} from './platform/open-guards.ts';
import { readAuthSettings } from './platform/read-auth-settings.ts';
import { readPort } from './read-port.ts';
import { userFolder } from './user-folder.ts';

/** The options of the command line that say what stands in front of an app. */
export const authArguments = {
  auth: {
    type: 'enum',
    options: [...authModes],
    description: 'What stands in front of the app, as on Azure: nothing, keys, or sign-in',
    default: 'anonymous',
  },
  'auth-settings': {
    type: 'string',
    description:
      'With --auth entra, another identity provider than our own: the properties of authsettingsV2 as JSON',
    valueHint: 'FILE',
  },
  'provider-port': {
    type: 'string',
    description: 'With --auth entra, where our identity provider listens',
    valueHint: 'N',
  },
} as const satisfies ArgsDef;

/** What was given for them. */
export interface AuthArguments {
  readonly auth: AuthMode;
  readonly 'auth-settings'?: string | undefined;
  readonly 'provider-port'?: string | undefined;
}

/**
 * Reads them.
 * @param ports of the apps, and where our identity provider listens unless the command line says otherwise
 * @throws UsageError for options that do not go together, HostError for a file that is no use
 */
export async function readAuthArguments(
  args: AuthArguments,
  ports: { readonly apps: readonly number[]; readonly provider: number },
): Promise<GuardsOptions> {
  const mode = args.auth;
  const { 'auth-settings': file, 'provider-port': port } = args;
  if (mode !== 'entra') {
    if (file !== undefined) throw new UsageError('--auth-settings is for --auth entra.');
    if (port !== undefined) throw new UsageError('--provider-port is for --auth entra.');
    return { mode };
  }
  if (file === undefined) {
    return { mode, provider: { port: providerPort(port, ports) } };
  }
  if (port !== undefined)
    throw new UsageError(
      '--provider-port is for our identity provider; --auth-settings names another.',
    );
  return { mode, authSettings: await readAuthSettings(resolve(userFolder(), file)) };
}

function providerPort(
  text: string | undefined,
  { apps, provider }: Parameters<typeof readAuthArguments>[1],
): number {
  if (text === undefined) {
    if (provider <= 65_535) return provider;
    throw new UsageError(
      `The identity provider would get port ${provider}, which does not exist: give --provider-port N.`,
    );
  }
  const port = readPort(text, '--provider-port');
  if (apps.includes(port))
    throw new UsageError(`--provider-port: ${port} is the port of an app; give another one.`);
  return port;
}

/** Says how to get past what stands in front of an app: a line each, none where nothing does. */
export function describeGuard({ host, signIn }: Guard): string[] {
  const issuer = issuerOf(host.easyAuth?.settings);
  return [
    ...(issuer === undefined ? [] : [`Sign-in is at ${issuer}; browsers open /.auth/login/aad`]),
    ...(signIn ? [`Clients ask for the scope ${signIn.identifierUri}/user_impersonation`] : []),
    ...(host.keyFile ? [`The keys are in ${host.keyFile}`] : []),
  ];
}
