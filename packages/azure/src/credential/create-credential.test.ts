import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { useAppFolder } from '@side-by-side/local-host/testing';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createCredential, type CredentialSource } from './create-credential.ts';
import { CredentialError } from './credential-error.ts';

const scope = 'https://management.azure.com/.default';
const tenantId = '00000000-0000-0000-0000-0000000000bb';

/** Puts programs before all others of the PATH. */
async function usePrograms(programs: Record<string, string>): Promise<void> {
  const files = Object.entries(programs).map(([name, script]) => [name, `#!/bin/sh\n${script}\n`]);
  const bin = await useAppFolder(Object.fromEntries(files) as Record<string, string>);
  await Promise.all(Object.keys(programs).map((name) => chmod(join(bin, name), 0o755)));
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env['PATH']}`);
  // Of the default chain only what the environment says, which is nothing: the rest would look around on this machine.
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AZURE_')) vi.stubEnv(name, undefined);
  }
  vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'EnvironmentCredential');
  onTestFinished(() => void vi.unstubAllEnvs());
}

const azdToken = `printf '{"token":"from-azd for %s","expiresOn":"2099-01-01T00:00:00Z"}' "$*"`;
const azToken = `printf '{"accessToken":"from-az","expires_on":4070908800,"expiresOn":"2099-01-01 00:00:00.000000"}'`;
const azdSignedOut = 'echo "ERROR: not logged in, run \\`azd auth login\\` to login" >&2; exit 1';
const azSignedOut = 'echo "ERROR: Please run \'az login\' to setup account." >&2; exit 1';

describe.skipIf(process.platform === 'win32')('with the programs of the PATH', () => {
  test('azd is asked first, for the tenant', async () => {
    await usePrograms({ azd: azdToken, az: azToken });
    const { token } = (await createCredential({ tenantId }).getToken(scope))!;
    expect(token).toContain('from-azd');
    expect(token).toContain(`--scope ${scope}`);
    expect(token).toContain(`--tenant-id ${tenantId}`);
  });

  test('then the Azure CLI', async () => {
    await usePrograms({ azd: azdSignedOut, az: azToken });
    expect((await createCredential().getToken(scope))?.token).toBe('from-az');
  });

  test('and where nobody is signed in, all that was tried is said once, with the command', async () => {
    await usePrograms({ azd: azdSignedOut, az: azSignedOut });
    const error = await createCredential({ tenantId }).getToken(scope).catch(String);
    expect(error).toContain(
      `Nobody is signed in to Azure for the tenant ${tenantId}. Sign in: azd auth login --tenant-id ${tenantId}`,
    );
    expect(error).toMatch(
      /Tried:\n {2}azd: .+\n {2}the Azure CLI: .+\n {2}the default credentials: none of them is set up here .+$/,
    );
  });
});

test('one of the default chain that is set up, and fails, says why', async () => {
  const chain = Object.assign(new Error('ChainedTokenCredential authentication failed.'), {
    errors: [
      Object.assign(new Error('Not set up.'), { name: 'CredentialUnavailableError' }),
      new Error('invalid_client Status code: 401. More.\nTrace ID: 1'),
    ],
  });
  const create = async () => ({ getToken: async () => Promise.reject(chain) });
  const sources = [{ title: 'the default credentials', create }];
  await expect(createCredential({ sources }).getToken(scope)).rejects.toThrow(
    /the default credentials: invalid_client Status code: 401\.$/,
  );
});

describe('of several that may be signed in', () => {
  const source = (
    title: string,
    ...answers: (string | Error | null)[]
  ): CredentialSource & { asked: number } => {
    const counting = {
      title,
      asked: 0,
      create: async () => ({
        async getToken() {
          const answer = answers[Math.min(counting.asked++, answers.length - 1)];
          if (answer instanceof Error) throw answer;
          return typeof answer === 'string'
            ? { token: answer, expiresOnTimestamp: Date.now() }
            : null;
        },
      }),
    };
    return counting;
  };

  test('the first that has a token is asked again, and no other', async () => {
    const sources = [
      source('a', new Error('no')),
      source('b', 'first', 'second'),
      source('c', 'x'),
    ];
    const credential = createCredential({ sources });
    expect((await credential.getToken(scope))?.token).toBe('first');
    expect((await credential.getToken('api://other/.default'))?.token).toBe('second');
    expect(sources.map(({ asked }) => asked)).toEqual([1, 2, 0]);
  });

  test('nobody is asked before a token is needed', () => {
    const sources = [source('a', 'token')];
    createCredential({ sources });
    expect(sources[0]!.asked).toBe(0);
  });

  test('at the same time only one search goes on', async () => {
    const sources = [source('a', null), source('b', 'token')];
    const credential = createCredential({ sources });
    await Promise.all([1, 2, 3].map(() => credential.getToken(scope)));
    expect(sources.map(({ asked }) => asked)).toEqual([1, 3]);
  });

  test('whoever signs in later is found', async () => {
    const sources = [source('a', new Error('Not signed in. Visit our guide.\nMore.'), 'now')];
    const credential = createCredential({ sources });
    const error: unknown = await credential.getToken(scope).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CredentialError);
    expect(String(error)).toMatch(/azd auth login\nTried:\n {2}a: Not signed in\.$/);
    expect((await credential.getToken(scope))?.token).toBe('now');
  });
});
