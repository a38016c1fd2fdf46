import type { ContainerClient } from '@azure/storage-blob';
import { type Attempt, createAttempts, defaultPatience, type Patience } from './attempts.ts';
import { openContainer, type Transport } from './blob-container.ts';
import { explainStorageFault } from './explain-storage-fault.ts';
import { fileNameOf, nameOfFile, segment } from './file-names.ts';
import { listBlobs } from './list-blobs.ts';
import { readBlob } from './read-blob.ts';
import type { BlobPlace } from './snippet-place.ts';
import type { SnippetStore } from './snippet-store.ts';
import { faultOf } from './storage-fault.ts';
import { writeBlob } from './write-blob.ts';

export interface BlobStoreOptions {
  readonly patience?: Partial<Patience>;
  readonly transport?: Transport;
}

/**
 * Keeps snippets as blobs: `<owner>/<name>.txt`, UTF-8, in a container of Azure Storage. The time of a
 * blob, to the second, is that of the snippet. The service replaces a blob whole, and who saves last
 * wins. With a connection string, Azurite's for one, a save makes the container where there is none;
 * with an identity it has to be there, as a name misspelt would otherwise look like an empty place.
 * Nothing is loaded or sent before the first operation.
 */
export function createBlobStore(place: BlobPlace, options: BlobStoreOptions = {}): SnippetStore {
  const patience = { ...defaultPatience, ...options.patience };
  const makesContainer = place.account.setting === 'SNIPPETS_CONNECTION_STRING';
  let opened: Promise<ContainerClient> | undefined;

  async function run<Result>(
    what: string,
    signal: AbortSignal | undefined,
    operation: (container: ContainerClient, attempt: Attempt) => Promise<Result>,
  ): Promise<Result> {
    const container = await (opened ??= openContainer(place, patience.signInMs, options.transport));
    try {
      return await operation(container, createAttempts(patience, signal));
    } catch (error) {
      signal?.throwIfAborted();
      throw explainStorageFault(error, what, place);
    }
  }

  const lacksContainer = (error: unknown): boolean =>
    makesContainer && faultOf(error).code === 'ContainerNotFound';

  /** Undefined where there is no such blob, or no container yet. */
  async function orMissing<Result>(operation: Promise<Result>): Promise<Result | undefined> {
    try {
      return await operation;
    } catch (error) {
      if (faultOf(error).code === 'BlobNotFound' || lacksContainer(error)) return undefined;
      throw error;
    }
  }

  return {
    async save(owner, name, content, { signal } = {}) {
      const blob = blobName(owner, name);
      return run('Saving a snippet', signal, async (container, attempt) => {
        const write = (): Promise<boolean> => writeBlob(container, blob, content, attempt);
        const created = await write().catch(async (error: unknown) => {
          if (!lacksContainer(error)) throw error;
          await attempt((abortSignal) => container.createIfNotExists({ abortSignal }));
          return write();
        });
        return { created };
      });
    },

    async get(owner, name, { signal } = {}) {
      const blob = blobName(owner, name);
      return run('Reading a snippet', signal, async (container, attempt) => {
        const found = await orMissing(attempt((own) => readBlob(container, blob, own)));
        return (
          found && { name, content: found.content, updatedAt: found.lastModified.toISOString() }
        );
      });
    },

    async list(owner, { signal } = {}) {
      const prefix = blobPrefix(owner);
      return run('Listing snippets', signal, async (container, attempt) => {
        const blobs = (await orMissing(listBlobs(container, prefix, attempt))) ?? [];
        return blobs
          .flatMap((blob) => {
            const name = nameOfFile(blob.name.slice(prefix.length));
            return name === undefined ? [] : [{ name, updatedAt: blob.lastModified.toISOString() }];
          })
          .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      });
    },

    async delete(owner, name, { signal } = {}) {
      const blob = blobName(owner, name);
      return run('Deleting a snippet', signal, async (container, attempt) => {
        const request = attempt((abortSignal) =>
          container.deleteBlob(blob, { abortSignal, deleteSnapshots: 'include' }),
        );
        return (await orMissing(request)) !== undefined;
      });
    },
  };
}

/** Neither part has a slash, so no two snippets are of one name, and no owner's prefix is another's. */
function blobPrefix(owner: string): string {
  return `${segment(owner)}/`;
}

function blobName(owner: string, name: string): string {
  return blobPrefix(owner) + fileNameOf(name);
}
