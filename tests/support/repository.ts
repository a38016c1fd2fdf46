import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, without a slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * Whether this is the template itself, and no copy that `azd init` made: that takes this file away, and what it names.
 * @see Azure/azure-dev: cli/azd/internal/repository/initializer.go (removeAzdIgnoredFiles)
 */
export const isTemplate = existsSync(join(root, '.azdignore'));

/** The files of the project, with `/` between folders: what git tracks or would track, and is there. */
export function projectFiles(): string[] {
  const output = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 16 * 1024 * 1024,
    },
  );
  return output.split('\0').filter((file) => file && existsSync(join(root, file)));
}
