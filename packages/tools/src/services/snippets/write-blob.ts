import type { ContainerClient } from '@azure/storage-blob';
import type { Attempt } from './attempts.ts';
import { faultOf } from './storage-fault.ts';

/**
 * Writes a blob, over an old one too. Where an attempt has succeeded but its answer got lost, the next
 * one finds the blob there, and takes it for an old one.
 * @returns whether there was none
 */
export async function writeBlob(
  container: ContainerClient,
  blob: string,
  content: string,
  attempt: Attempt,
): Promise<boolean> {
  const bytes = Buffer.from(content);
  const upload = (conditions: { readonly ifNoneMatch?: string }): Promise<unknown> =>
    attempt((abortSignal) =>
      container.getBlockBlobClient(blob).upload(bytes, bytes.length, {
        abortSignal,
        conditions,
        blobHTTPHeaders: { blobContentType: 'text/plain; charset=utf-8' },
      }),
    );
  try {
    await upload({ ifNoneMatch: '*' });
    return true;
  } catch (error) {
    if (faultOf(error).code !== 'BlobAlreadyExists') throw error;
    await upload({});
    return false;
  }
}
