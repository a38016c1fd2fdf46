import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** The size of a folder. */
export interface FolderSize {
  readonly bytes: number;
  /** Each file by itself, as in a zip. */
  readonly gzippedBytes: number;
  readonly files: number;
}

/** Measures a deploy folder without its source maps, which nothing loads on Azure. */
export async function measureFolder(folder: string): Promise<FolderSize> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.map'));
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const content = await readFile(join(parentPath, name));
      return { bytes: content.length, gzipped: (await promisify(gzip)(content)).length };
    }),
  );
  return {
    bytes: sizes.reduce((sum, size) => sum + size.bytes, 0),
    gzippedBytes: sizes.reduce((sum, size) => sum + size.gzipped, 0),
    files: files.length,
  };
}
