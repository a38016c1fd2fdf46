import { programToken, tokenPrograms } from '../credential/token-programs.ts';
import type { RunProgram } from '../programs/run-program.ts';
import { AzureError } from './azure-client.ts';

/**
 * An access token for a service of Azure, from whoever is signed in: azd first, as it is azd that
 * calls the hooks, then the Azure CLI. Never printed, never kept on disk.
 * @param tenantId where it is known; else azd takes that of its default environment, not of the one that it works on
 * @throws AzureError that names how to sign in.
 * @see Azure/azure-dev: cli/azd/cmd/auth_token.go, cli/azd/cmd/container.go (EnvironmentResolver)
 */
export async function accessToken(
  endpoint: string,
  run?: RunProgram,
  tenantId?: string,
): Promise<string> {
  for (const program of tokenPrograms) {
    // Who manages the subscription from another tenant gets no token of its own.
    for (const tenant of new Set([tenantId, undefined])) {
      const asked = programToken(program, { scope: `${endpoint}/.default`, tenantId: tenant, run });
      const found = await asked.catch(() => undefined);
      if (found) return found.token;
    }
  }
  throw new AzureError(`nobody is signed in for ${endpoint} (azd auth login, or az login)`);
}
