import type { AccessToken } from '@azure/identity';
import { type RunProgram, runProgram } from '../programs/run-program.ts';

/** A program that may be signed in to Azure, and gives tokens. */
export interface TokenProgram {
  /** As people know it. */
  readonly title: string;
  readonly program: string;
  readonly args: (scope: string, tenantId: string | undefined) => readonly string[];
  readonly read: (answer: Readonly<Record<string, unknown>>) => {
    readonly token: unknown;
    /** In milliseconds since 1970. */
    readonly expires: number;
  };
}

/**
 * azd goes first: what it deployed it can read. They are asked here, and not by the credentials of @azure/identity:
 * that takes longer to load than all else that a hook does, and this is all that is needed of it.
 * @see Azure/azure-sdk-for-js: sdk/identity/identity/src/credentials/azureDeveloperCliCredential.ts, azureCliCredential.ts
 */
export const tokenPrograms: readonly TokenProgram[] = [
  {
    title: 'azd',
    program: 'azd',
    args: (scope, tenantId) => [
      'auth',
      'token',
      '--output',
      'json',
      '--no-prompt',
      '--scope',
      scope,
      ...(tenantId ? ['--tenant-id', tenantId] : []),
    ],
    read: ({ token, expiresOn }) => ({ token, expires: Date.parse(String(expiresOn)) }),
  },
  {
    title: 'the Azure CLI',
    program: 'az',
    args: (scope, tenantId) => [
      'account',
      'get-access-token',
      '--output',
      'json',
      '--scope',
      scope,
      ...(tenantId ? ['--tenant', tenantId] : []),
    ],
    // Older ones have only the time of this place, without its zone.
    read: ({ accessToken, expires_on: seconds, expiresOn }) => ({
      token: accessToken,
      expires: Number(seconds) * 1000 || Date.parse(String(expiresOn)),
    }),
  },
];

export interface TokenQuestion {
  /** `https://management.azure.com/.default` */
  readonly scope: string;
  readonly tenantId?: string | undefined;
  readonly run?: RunProgram | undefined;
}

const timeoutMs = 30_000;

/** Asks a program for a token. Rejects, in a sentence without anything secret, where it gives none. */
export async function programToken(
  { title, program, args, read }: TokenProgram,
  { scope, tenantId, run = runProgram }: TokenQuestion,
): Promise<AccessToken> {
  for (const word of [scope, tenantId ?? '']) {
    // On Windows they go through a shell, which has ideas of its own about other characters.
    if (!/^[\w.:/-]*$/.test(word)) throw new Error(`'${word}' is no scope and no tenant.`);
  }
  const answer = parse(await run(program, args(scope, tenantId), { timeoutMs }));
  const { token, expires } = read(answer);
  if (typeof token !== 'string' || !token) throw new Error(`${title} gives no token.`);
  // Without its end it is taken to be at it: whoever keeps tokens asks again.
  return { token, expiresOnTimestamp: Number.isNaN(expires) ? Date.now() : expires };
}

function parse(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
