import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ignoreInGit } from '../ignore-in-git.ts';
import { blobFileSegments } from './blob-file-name.ts';
import type { BlobPath } from './blob-path.ts';
import type { BlobStore } from './blob-store.ts';

const attempts = 20;

/**
 * Keeps blobs as files: `<root>/<container>/<name>`, in which all but `a-z 0-9 . _ -` is percent-encoded,
 * slashes too. A write makes a file beside it, and renames that. A .gitignore keeps all of it out of commits.
 * @param root an absolute path; it is made when something is written
 */
export function createFolderBlobStore(root: string): BlobStore {
  const fileOf = ({ container, name }: BlobPath): string =>
    join(root, ...blobFileSegments(container), ...blobFileSegments(name));
  return {
    async read(blob) {
      try {
        return await readFile(fileOf(blob));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async write(blob, bytes) {
      const file = fileOf(blob);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await ignoreInGit(root);
      // No blob's file has a `~` in front.
      const temporary = join(dirname(file), `~${randomUUID()}.tmp`);
      try {
        await writeFile(temporary, bytes, { flag: 'wx', mode: 0o600 });
        await replace(temporary, file);
      } finally {
        await rm(temporary, { force: true });
      }
    },
  };
}

/** Windows refuses to replace a file that somebody is reading; who reads is soon done. */
async function replace(temporary: string, file: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(temporary, file);
    } catch (error) {
      const isBusy = /^(?:EPERM|EACCES|EBUSY)$/.test((error as NodeJS.ErrnoException).code ?? '');
      if (process.platform !== 'win32' || !isBusy || attempt === attempts) throw error;
      await setTimeout(Math.random() * 5 * attempt);
    }
  }
}
