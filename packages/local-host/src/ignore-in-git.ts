import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keeps all that is in a folder out of commits, unless it has a .gitignore of its own. */
export async function ignoreInGit(folder: string): Promise<void> {
  try {
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
