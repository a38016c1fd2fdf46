import type { ContainerClient } from '@azure/storage-blob';
import { BrokenOffError, OddContentError } from './storage-fault.ts';

/** In bytes. Far more than a snippet may have: who has put it there, did not save it here. */
const largestBlob = 1024 * 1024;

/** Reads a blob as it was at one moment: in one answer, which is never pieced together. */
export async function readBlob(
  container: ContainerClient,
  blob: string,
  abortSignal: AbortSignal,
): Promise<{ content: string; lastModified: Date }> {
  const answer = await container
    .getBlobClient(blob)
    .download(0, undefined, { abortSignal, maxRetryRequests: 0 });
  const body = answer.readableStreamBody as NodeJS.ReadableStream & { destroy(): void };
  const { contentLength = 0 } = answer;
  if (contentLength > largestBlob) {
    body.destroy();
    throw new OddContentError(`it has ${contentLength} bytes, and ${largestBlob} is the most.`);
  }
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body) chunks.push(Buffer.from(chunk));
  } catch {
    throw new BrokenOffError();
  }
  return { content: Buffer.concat(chunks).toString('utf8'), lastModified: answer.lastModified! };
}
