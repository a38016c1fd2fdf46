import type { BlobPath } from './blob-path.ts';

/** Where blobs live. A container comes into being with its first blob. */
export interface BlobStore {
  /** Undefined where there is no such blob, or no such container. */
  read(blob: BlobPath): Promise<Uint8Array | undefined>;
  /** Replaces the blob that may be there, at once: who reads meanwhile has the old or the new one. */
  write(blob: BlobPath, bytes: Uint8Array): Promise<void>;
}
