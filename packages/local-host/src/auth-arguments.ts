import { resolve } from 'node:path';
import type { ArgsDef, ParsedArgs } from 'citty';
import { UsageError } from './errors.ts';
import { authModes, type Guard, type Guards, type GuardsOptions } from './platform/open-guards.ts';
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

/**
 * Reads them.
 * @param defaultProviderPort where our identity provider listens unless the command line says otherwise
 * @throws UsageError for options that do not go together, HostError for a file that is no use
 */
export async function readAuthArguments(
  args: ParsedArgs<typeof authArguments>,
  defaultProviderPort: number,
): Promise<GuardsOptions> {
  const mode = args.auth;
  const { 'auth-settings': file, 'provider-port': port } = args;
  if (mode !== 'entra') {
    if (file !== undefined) throw new UsageError('--auth-settings is for --auth entra.');
    if (port !== undefined) throw new UsageError('--provider-port is for --auth entra.');
    return { mode };
  }
  if (file === undefined) {
    const provider = {
      port: port === undefined ? defaultProviderPort : readPort(port, '--provider-port'),
    };
    return { mode, provider };
  }
  if (port !== undefined)
    throw new UsageError(
      '--provider-port is for our identity provider; --auth-settings names another.',
    );
  return { mode, authSettings: await readAuthSettings(resolve(userFolder(), file)) };
}

/** Says how to get past what stands in front of an app: a line each, none where nothing does. */
export function describeGuard({ host, signIn }: Guard, { provider }: Guards): string[] {
  return [
    ...(provider && signIn
      ? [
          `Sign-in is at ${provider.issuer}`,
          `Clients ask for the scope ${signIn.identifierUri}/user_impersonation; browsers open /.auth/login/aad`,
        ]
      : []),
    ...(host.keyFile ? [`The keys are in ${host.keyFile}`] : []),
  ];
}
