import { setTimeout as wait } from 'node:timers/promises';
import type { RunProgram } from '../programs/run-program.ts';
import { accessToken } from './access-token.ts';
import { type AzureClient, type AzureClientOptions, createAzureClient } from './azure-client.ts';

/** Where Azure Resource Manager and Microsoft Graph are. */
export interface Endpoints {
  readonly arm: string;
  readonly graph: string;
}

const publicCloud: Endpoints = {
  arm: 'https://management.azure.com',
  graph: 'https://graph.microsoft.com',
};

export interface SignedInOptions extends Partial<
  Pick<AzureClientOptions, 'attempts' | 'timeoutMs' | 'wait'>
> {
  /** The tenant of the subscription, where it is known. A promise must not reject. */
  readonly tenantId?: string | Promise<string | undefined> | undefined;
  /** Runs azd and the Azure CLI, which have the tokens. @default those of the PATH */
  readonly run?: RunProgram;
  /** @default those of the public cloud */
  readonly endpoints?: Endpoints;
}

/** Clients that ask for a token once each, when their first request needs it. */
export interface SignedInClients {
  /** Azure Resource Manager. */
  readonly arm: AzureClient;
  /** Microsoft Graph. */
  readonly graph: AzureClient;
  /** Whether a token for Azure Resource Manager can be had. */
  isSignedIn(): Promise<boolean>;
}

/** Azure as whoever is signed in with azd, else with the Azure CLI. */
export function signedInClients(options: SignedInOptions = {}): SignedInClients {
  const { run, tenantId, endpoints = publicCloud, ...others } = options;
  const tokens = new Map<string, Promise<string>>();
  const askFor = async (endpoint: string): Promise<string> =>
    accessToken(endpoint, run, await tenantId);
  const getToken = (endpoint: string): Promise<string> => {
    const token = tokens.get(endpoint) ?? askFor(endpoint);
    tokens.set(endpoint, token);
    return token;
  };
  const client = (endpoint: string): AzureClient =>
    createAzureClient({
      wait: (ms) => wait(ms),
      ...others,
      endpoint,
      getToken: () => getToken(endpoint),
    });
  return {
    arm: client(endpoints.arm),
    graph: client(endpoints.graph),
    isSignedIn: () =>
      getToken(endpoints.arm).then(
        () => true,
        () => false,
      ),
  };
}
