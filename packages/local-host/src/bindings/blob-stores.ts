import { join } from 'node:path';
import type { HostLog } from '../log/log.ts';
import { isAzurite, openAccount, openAzurite } from './account-blob-store.ts';
import type { BlobStore } from './blob-store.ts';
import { type Connection, findConnection } from './connection.ts';
import { createFolderBlobStore } from './folder-blob-store.ts';

/** What the bindings of an app need to know of it. */
export interface BindingContext {
  readonly appRoot: string;
  /** The app's whole environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: HostLog;
}

/** Where the blobs of an app are kept that has no storage account, below its folder. */
export const blobsFolder = join('.local-host', 'blobs');

/** The stores of each started app, by what they are opened with: its functions share them. */
const stores = new WeakMap<NodeJS.ProcessEnv, Map<string, Promise<BlobStore>>>();

/**
 * The store of a connection: a storage account, Azurite where the app asks for it and it answers, else a
 * folder of the app. The first use of each says in the log which one it is.
 * @param connection the name of an app setting; `AzureWebJobsStorage` without one
 * @throws Error that says what to do where the setting is no use.
 */
export function openBlobStore(
  connection: string | undefined,
  context: BindingContext,
): Promise<BlobStore> {
  const found = findConnection(connection, context.env);
  const key = JSON.stringify(found);
  const opened = stores.get(context.env) ?? new Map<string, Promise<BlobStore>>();
  stores.set(context.env, opened);
  const store = opened.get(key) ?? open(found, context);
  opened.set(key, store);
  return store;
}

async function open(connection: Connection, context: BindingContext): Promise<BlobStore> {
  const { kind, setting } = connection;
  const say = (message: string): void =>
    context.log.write('information', 'Host.Function.Console', message);
  const root = join(context.appRoot, blobsFolder);
  switch (kind) {
    case 'unset':
      say(`The app setting '${setting}' is not set: its blobs are kept in ${root}`);
      return createFolderBlobStore(root);
    case 'development': {
      const { endpoint } = connection;
      if (await isAzurite(endpoint)) {
        say(`The blobs of '${setting}' are in Azurite on ${endpoint}`);
        return openAzurite(setting, endpoint);
      }
      say(`No Azurite answers on ${endpoint}: the blobs of '${setting}' are kept in ${root}`);
      return createFolderBlobStore(root);
    }
    case 'account': {
      const { store, accountName } = await openAccount(setting, connection.connectionString);
      say(`The blobs of '${setting}' are in the storage account '${accountName}'`);
      return store;
    }
    case 'identity':
      throw new Error(identityNotEmulated(setting));
  }
}

/** What to tell of a connection without a key. */
export function identityNotEmulated(setting: string): string {
  return `The local host does not emulate the identity-based connection '${setting}'. Set '${setting}' to a connection string, or to UseDevelopmentStorage=true for Azurite or a folder.`;
}
