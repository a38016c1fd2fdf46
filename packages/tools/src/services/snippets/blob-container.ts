import type { TokenCredential } from '@azure/identity';
import type { ContainerClient, StoragePipelineOptions } from '@azure/storage-blob';
import { orAborted } from '../or-aborted.ts';
import type { BlobAccount, BlobPlace } from './snippet-place.ts';
import { SignInError } from './storage-fault.ts';

/** Sends the requests; tests have their own. */
export type Transport = NonNullable<StoragePipelineOptions['httpClient']>;

/**
 * Loads the libraries and makes a client, which sends nothing yet. It tries nothing again.
 * @throws Error that says what to do where the connection string is none. It never says what it holds.
 */
export async function openContainer(
  { container, account }: BlobPlace,
  signInMs: number,
  transport?: Transport,
): Promise<ContainerClient> {
  const { BlobServiceClient } = await import('@azure/storage-blob');
  const options = {
    retryOptions: { maxTries: 1 },
    ...(transport && { httpClient: transport }),
  };
  if (account.setting === 'SNIPPETS_BLOB_SERVICE_URI') {
    const credential = await createCredential(account, signInMs);
    return new BlobServiceClient(account.serviceUri, credential, options).getContainerClient(
      container,
    );
  }
  try {
    return BlobServiceClient.fromConnectionString(
      account.connectionString,
      options,
    ).getContainerClient(container);
  } catch {
    throw new Error(
      `${account.setting} is no connection string of a storage account. Correct it or remove it.`,
    );
  }
}

type IdentityAccount = Extract<BlobAccount, { identity: unknown }>;

/** The identity of the app where it has one; nothing else of the environment is tried there. */
async function createCredential(
  { identity, clientId }: IdentityAccount,
  signInMs: number,
): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  const credential =
    identity === 'managed'
      ? new ManagedIdentityCredential(clientId === undefined ? {} : { clientId })
      : new DefaultAzureCredential(
          clientId === undefined ? {} : { managedIdentityClientId: clientId },
        );
  return {
    async getToken(scopes, options) {
      try {
        const abortSignal = AbortSignal.timeout(signInMs);
        // One that hung would otherwise be shared for ever.
        return await orAborted(
          credential.getToken(scopes, { ...options, abortSignal }),
          abortSignal,
        );
      } catch (error) {
        throw new SignInError(error);
      }
    },
  };
}
