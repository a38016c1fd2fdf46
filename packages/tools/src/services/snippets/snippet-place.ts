import { isOnAzure } from '../../on-azure.ts';
import { snippetsFolder } from './snippets-folder.ts';

/** Where a server keeps snippets. */
export type SnippetPlace =
  | { readonly kind: 'folder'; readonly root: string }
  | BlobPlace
  /** On Azure, where a folder lasts no longer than the instance, and nobody has named an account. */
  | { readonly kind: 'none' };

/** A container of a storage account. */
export interface BlobPlace {
  readonly kind: 'blobs';
  readonly container: string;
  readonly account: BlobAccount;
}

/** A storage account, and the setting that names it. */
export type BlobAccount =
  | { readonly setting: 'SNIPPETS_CONNECTION_STRING'; readonly connectionString: string }
  | {
      readonly setting: 'SNIPPETS_BLOB_SERVICE_URI';
      readonly serviceUri: string;
      /** Who the app is there: its managed identity, or whoever is signed in on this machine. */
      readonly identity: 'managed' | 'developer';
      /** Of the identity that was assigned to the app; without it the app's own. */
      readonly clientId?: string;
    };

/**
 * Reads `SNIPPETS_BLOB_SERVICE_URI` or `SNIPPETS_CONNECTION_STRING`, with `SNIPPETS_CONTAINER` and
 * `AZURE_CLIENT_ID`; or `SNIPPETS_FOLDER`.
 * @throws Error for a setting that cannot be meant. It never says what one holds that may be a secret.
 */
export function snippetPlace(env: NodeJS.ProcessEnv): SnippetPlace {
  const given = (
    ['SNIPPETS_BLOB_SERVICE_URI', 'SNIPPETS_CONNECTION_STRING', 'SNIPPETS_FOLDER'] as const
  ).filter((setting) => env[setting]?.trim());
  // Whichever won, somebody's snippets would seem to be gone.
  if (given.length > 1) {
    throw new Error(
      `${given.join(' and ')} are set: snippets are kept in one place. Remove all but one.`,
    );
  }
  const [setting] = given;
  if (setting === undefined && isOnAzure(env)) return { kind: 'none' };
  if (setting === undefined || setting === 'SNIPPETS_FOLDER') {
    return { kind: 'folder', root: snippetsFolder(env) };
  }
  const value = env[setting]!.trim();
  return {
    kind: 'blobs',
    container: containerName(env),
    account:
      setting === 'SNIPPETS_CONNECTION_STRING'
        ? { setting, connectionString: value }
        : { setting, serviceUri: checkedUri(value), ...identityOf(env) },
  };
}

function identityOf(env: NodeJS.ProcessEnv): {
  identity: 'managed' | 'developer';
  clientId?: string;
} {
  const clientId = env['AZURE_CLIENT_ID']?.trim();
  return { identity: isOnAzure(env) ? 'managed' : 'developer', ...(clientId && { clientId }) };
}

function containerName(env: NodeJS.ProcessEnv): string {
  const name = env['SNIPPETS_CONTAINER']?.trim() || 'snippets';
  if (!/^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      `SNIPPETS_CONTAINER is '${name}'. A container has 3 to 63 lower-case letters, digits and single hyphens in its name.`,
    );
  }
  return name;
}

/** A token goes there, so it has to be https; and no secret may hide in it. */
function checkedUri(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.search || url.hash || url.username || url.password) {
    throw new Error(
      'SNIPPETS_BLOB_SERVICE_URI must be the blob endpoint of a storage account, such as https://account.blob.core.windows.net, and no more. A key or a shared access signature belongs into SNIPPETS_CONNECTION_STRING.',
    );
  }
  return url.href;
}
