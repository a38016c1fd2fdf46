import type { ContainerClient } from '@azure/storage-blob';
import type { Attempt } from './attempts.ts';
import { OddContentError } from './storage-fault.ts';

const pageSize = 1_000;
/** Far more than an owner may have. The service may also send pages with nothing in them. */
const mostPages = 10;

/** The blobs whose names start with a prefix, in no order. */
export async function listBlobs(
  container: ContainerClient,
  prefix: string,
  attempt: Attempt,
): Promise<{ name: string; lastModified: Date }[]> {
  const found: { name: string; lastModified: Date }[] = [];
  let continuationToken: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const settings = { maxPageSize: pageSize, ...(continuationToken && { continuationToken }) };
    const answer = await attempt(async (abortSignal) => {
      const pages = container.listBlobsFlat({ prefix, abortSignal }).byPage(settings);
      const { value } = await pages.next();
      return value;
    });
    for (const { name, properties } of answer.segment.blobItems) {
      found.push({ name, lastModified: properties.lastModified });
    }
    continuationToken = answer.continuationToken;
    if (!continuationToken) return found;
  }
  throw new OddContentError(`one owner has more than ${mostPages} pages of ${pageSize} blobs.`);
}
