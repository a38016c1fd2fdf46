import { randomUUID } from 'node:crypto';
import {
  access,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameOf, nameOfFile, segment } from './file-names.ts';
import type { SnippetInfo, SnippetStore } from './snippet-store.ts';
import { whileBusy } from './while-busy.ts';

/** A `~` is in no snippet's name, so none can be taken for one of these. */
const temporaryFile = /^~.*\.tmp$/;
/** Older than any save takes: whoever wrote it has crashed. */
const leftoverAfterMs = 60 * 60 * 1000;

/**
 * Keeps snippets as files: `<root>/<owner>/<name>.txt`, UTF-8, for the owner of the process only. The
 * time of a file is that of the snippet. A save writes a file beside it and renames that, which
 * replaces the old one at once. What a crashed save has left is no snippet, and `list` removes it.
 * @param root an absolute path; it is made when something is saved
 */
export function createFolderStore(root: string): SnippetStore {
  const folderOf = (owner: string): string => join(root, segment(owner));
  const fileOf = (owner: string, name: string): string => join(folderOf(owner), fileNameOf(name));

  return {
    async save(owner, name, content, { signal } = {}) {
      const [folder, file] = [folderOf(owner), fileOf(owner, name)];
      signal?.throwIfAborted();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const temporary = join(folder, `~${randomUUID()}.tmp`);
      try {
        await writeFile(temporary, content, { flag: 'wx', mode: 0o600, flush: true });
        const created = !(await exists(file));
        signal?.throwIfAborted();
        await whileBusy(() => rename(temporary, file));
        return { created };
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {});
        throw error;
      }
    },

    async get(owner, name) {
      const file = fileOf(owner, name);
      const handle = await orMissing(whileBusy(() => open(file, 'r')));
      if (!handle) return undefined;
      try {
        // From one handle, so that content and time are of the same save.
        const { mtime } = await handle.stat();
        const content = await handle.readFile('utf8');
        return { name, content, updatedAt: mtime.toISOString() };
      } finally {
        await handle.close();
      }
    },

    async list(owner) {
      const folder = folderOf(owner);
      const entries = (await orMissing(readdir(folder, { withFileTypes: true }))) ?? [];
      const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
      await removeLeftovers(folder, files);
      const infos = await Promise.all(files.map((file) => infoOf(folder, file)));
      return infos
        .filter((info) => info !== undefined)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },

    async delete(owner, name) {
      const file = fileOf(owner, name);
      const deleted = await orMissing(whileBusy(() => unlink(file)).then(() => true));
      return deleted ?? false;
    },
  };
}

async function infoOf(folder: string, file: string): Promise<SnippetInfo | undefined> {
  const name = nameOfFile(file);
  if (name === undefined) return undefined;
  const stats = await orMissing(whileBusy(() => stat(join(folder, file))));
  return stats && { name, updatedAt: stats.mtime.toISOString() };
}

/** Removing them is a courtesy: where it fails, the next list tries again. */
async function removeLeftovers(folder: string, files: readonly string[]): Promise<void> {
  const temporary = files.filter((file) => temporaryFile.test(file));
  await Promise.allSettled(
    temporary.map(async (file) => {
      const { mtimeMs } = await stat(join(folder, file));
      if (Date.now() - mtimeMs > leftoverAfterMs) await unlink(join(folder, file));
    }),
  );
}

async function exists(file: string): Promise<boolean> {
  return (await orMissing(whileBusy(() => access(file)).then(() => true))) ?? false;
}

/** Undefined where there is no such file or folder. */
async function orMissing<Result>(operation: Promise<Result>): Promise<Result | undefined> {
  try {
    return await operation;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
