import { setTimeout as wait } from 'node:timers/promises';
import { accessToken, type RunProgram, runProgram } from './access-token.ts';
import { type Azure, createAzure } from './azure.ts';
import { type AzureClientOptions, createAzureClient } from './azure-client.ts';

/** Where the services of the public cloud are. */
export const armEndpoint = 'https://management.azure.com';
export const graphEndpoint = 'https://graph.microsoft.com';

export interface SignedInAzureOptions extends Partial<
  Pick<AzureClientOptions, 'attempts' | 'timeoutMs' | 'wait'>
> {
  /** Runs azd and the Azure CLI, which have the tokens. @default those of the PATH */
  readonly run?: RunProgram;
}

/** Azure as whoever is signed in with azd, else with the Azure CLI. Nothing is asked before the first request. */
export function createSignedInAzure(options: SignedInAzureOptions = {}): Azure {
  const { run = runProgram, ...others } = options;
  const client = (endpoint: string) => {
    let token: Promise<string> | undefined;
    return createAzureClient({
      wait: (ms) => wait(ms),
      ...others,
      endpoint,
      getToken: () => (token ??= accessToken(endpoint, run)),
    });
  };
  return createAzure(client(armEndpoint), client(graphEndpoint));
}
