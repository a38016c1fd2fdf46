export type { RunProgram } from '../programs/run-program.ts';
export { accessToken } from './access-token.ts';
export { type Azure, createAzure, type ProviderState, type ResourceGroup } from './azure.ts';
export { type AzureClient, AzureError, createAzureClient } from './azure-client.ts';
export {
  type AzureRights,
  createAzureRights,
  type Permission,
  type Subscription,
} from './azure-rights.ts';
export { regionObjection } from './flex-region.ts';
export {
  type Endpoints,
  signedInClients,
  type SignedInClients,
  type SignedInOptions,
} from './signed-in-clients.ts';
export { whyNot } from './why-not.ts';
