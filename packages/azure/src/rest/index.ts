export { accessToken, type RunProgram } from './access-token.ts';
export { type Azure, createAzure, type ProviderState, type ResourceGroup } from './azure.ts';
export { type AzureClient, AzureError, createAzureClient } from './azure-client.ts';
export { regionObjection } from './flex-region.ts';
export { whyNot } from './why-not.ts';
export { armEndpoint, createSignedInAzure, type SignedInAzureOptions } from './signed-in-azure.ts';
