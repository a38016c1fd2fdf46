import type { BlobServiceClient, StoragePipelineOptions } from '@azure/storage-blob';
import type { BlobPath } from './blob-path.ts';
import type { BlobStore } from './blob-store.ts';
import { explainStorageError } from './storage-error.ts';

interface Limits {
  /** A blob has to be there, or written, within this time, all attempts together. */
  readonly timeoutMs: number;
  /** More than this is not read into memory. */
  readonly largestBlob: number;
}

const defaultLimits: Limits = { timeoutMs: 30_000, largestBlob: 100 * 1024 * 1024 };

const pipeline: StoragePipelineOptions = {
  retryOptions: {
    maxTries: 3,
    tryTimeoutInMs: 10_000,
    retryDelayInMs: 200,
    maxRetryDelayInMs: 1_000,
  },
};

/**
 * The blobs of a storage account.
 * @param setting the app setting that has the connection string, for the errors
 * @throws Error that says what to do where it is no connection string. It never says what it holds.
 */
export async function openAccount(
  setting: string,
  connectionString: string,
  limits = defaultLimits,
): Promise<{ store: BlobStore; accountName: string }> {
  const { BlobServiceClient } = await import('@azure/storage-blob');
  let client: BlobServiceClient;
  try {
    client = BlobServiceClient.fromConnectionString(connectionString, pipeline);
  } catch {
    throw new Error(
      `The app setting '${setting}' is no connection string of a storage account. Correct it or remove it: blobs are then kept in a folder.`,
    );
  }
  return {
    store: createAccountBlobStore(client, setting, limits),
    accountName: client.accountName,
  };
}

/** The blobs of Azurite's account `devstoreaccount1`, wherever Azurite listens. */
export async function openAzurite(setting: string, endpoint: string): Promise<BlobStore> {
  const { BlobServiceClient } = await import('@azure/storage-blob');
  const { credential } = BlobServiceClient.fromConnectionString('UseDevelopmentStorage=true');
  return createAccountBlobStore(new BlobServiceClient(endpoint, credential, pipeline), setting);
}

/** Whether Azurite answers there. */
export async function isAzurite(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}?comp=list`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(1_000),
    });
    await response.body?.cancel();
    return response.headers.get('server')?.startsWith('Azurite') ?? false;
  } catch {
    return false;
  }
}

function createAccountBlobStore(
  client: BlobServiceClient,
  setting: string,
  { timeoutMs, largestBlob }: Limits = defaultLimits,
): BlobStore {
  const circumstances = { setting, timeoutMs };
  const blobOf = ({ container, name }: BlobPath) =>
    client.getContainerClient(container).getBlockBlobClient(name);
  return {
    async read(blob) {
      const abortSignal = AbortSignal.timeout(timeoutMs);
      try {
        const { contentLength = 0, readableStreamBody } = await blobOf(blob).download(
          0,
          undefined,
          { abortSignal },
        );
        if (contentLength > largestBlob) {
          throw new Error(`It has ${contentLength} bytes, and ${largestBlob} is the most.`);
        }
        return await readAll(readableStreamBody!);
      } catch (error) {
        if (isStatus(error, 404)) return undefined;
        throw explainStorageError(error, `Reading the blob '${pathOf(blob)}'`, circumstances);
      }
    },
    async write(blob, bytes) {
      const options = { abortSignal: AbortSignal.timeout(timeoutMs) };
      const upload = () => blobOf(blob).upload(Buffer.from(bytes), bytes.length, options);
      try {
        await upload().catch(async (error: unknown) => {
          if (!isStatus(error, 404)) throw error;
          await client.getContainerClient(blob.container).createIfNotExists(options);
          await upload();
        });
      } catch (error) {
        throw explainStorageError(error, `Writing the blob '${pathOf(blob)}'`, circumstances);
      }
    },
  };
}

async function readAll(stream: NodeJS.ReadableStream): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function pathOf({ container, name }: BlobPath): string {
  return `${container}/${name}`;
}

function isStatus(error: unknown, status: number): boolean {
  return (error as { statusCode?: unknown } | null)?.statusCode === status;
}
