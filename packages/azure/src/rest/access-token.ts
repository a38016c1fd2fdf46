import { programToken, tokenPrograms } from '../credential/token-programs.ts';
import type { RunProgram } from '../programs/run-program.ts';
import { AzureError } from './azure-client.ts';

/**
 * An access token for a service of Azure, from whoever is signed in: azd first, as it is azd that
 * calls the hooks, then the Azure CLI. Never printed, never kept on disk.
 * @throws AzureError that names how to sign in.
 */
export async function accessToken(endpoint: string, run?: RunProgram): Promise<string> {
  for (const program of tokenPrograms) {
    const asked = programToken(program, { scope: `${endpoint}/.default`, run });
    const found = await asked.catch(() => undefined);
    if (found) return found.token;
  }
  throw new AzureError(`nobody is signed in for ${endpoint} (azd auth login, or az login)`);
}
