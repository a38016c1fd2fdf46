import { createBlobStore } from './blob-store.ts';
import { createFolderStore } from './folder-store.ts';
import type { SnippetPlace } from './snippet-place.ts';
import type { SnippetStore } from './snippet-store.ts';

/** The store of a place. Where there is none, each operation says what to set, and all else works. */
export function openSnippetStore(place: SnippetPlace): SnippetStore {
  switch (place.kind) {
    case 'folder':
      return createFolderStore(place.root);
    case 'blobs':
      return createBlobStore(place);
    case 'none':
      return { save: refuse, get: refuse, list: refuse, delete: refuse };
  }
}

async function refuse(): Promise<never> {
  throw new Error(
    "On Azure snippets need a storage account: set SNIPPETS_BLOB_SERVICE_URI to its blob endpoint, and give the app's managed identity the role Storage Blob Data Contributor on the container 'snippets'.",
  );
}
