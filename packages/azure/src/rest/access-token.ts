import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AzureError } from './azure-client.ts';

/** Runs a program of the PATH and gives what it prints. Rejects if there is none, or it fails. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string>;

/** Starts it without a shell where that can be: on Windows az is a .cmd file. No argument needs quotes. */
export const runProgram: RunProgram = async (program, args) => {
  const shell = process.platform === 'win32' && program === 'az';
  const { stdout } = await promisify(execFile)(program, [...args], {
    shell,
    timeout: 60_000,
    windowsHide: true,
  });
  return stdout;
};

/**
 * An access token for a service of Azure, from whoever is signed in: azd first, as it is azd that
 * calls the hooks, then the Azure CLI. Never printed, never kept on disk.
 * @throws AzureError that names how to sign in.
 */
export async function accessToken(endpoint: string, run: RunProgram = runProgram): Promise<string> {
  const scope = `${endpoint}/.default`;
  const sources = [
    async () =>
      read(await run('azd', ['auth', 'token', '--output', 'json', '--scope', scope]), 'token'),
    async () =>
      read(
        await run('az', ['account', 'get-access-token', '--output', 'json', '--scope', scope]),
        'accessToken',
      ),
  ];
  for (const source of sources) {
    const token = await source().catch(() => undefined);
    if (token) return token;
  }
  throw new AzureError(`nobody is signed in for ${endpoint} (azd auth login, or az login)`);
}

function read(output: string, field: string): string | undefined {
  const token = (JSON.parse(output) as Record<string, unknown>)[field];
  return typeof token === 'string' && token ? token : undefined;
}
