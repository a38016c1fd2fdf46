import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The file of a program on the PATH of `env`; undefined where there is none. Nothing is run. */
export async function findProgram(
  program: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const windows = process.platform === 'win32';
  const extensions = windows ? ['.exe', '.cmd', '.bat', '.com'] : [''];
  for (const folder of pathOf(env).split(delimiter).filter(Boolean)) {
    for (const extension of extensions) {
      const file = join(folder, `${program}${extension}`);
      const isThere = await access(file, windows ? constants.F_OK : constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return file;
    }
  }
  return undefined;
}

/** `env` whose PATH has no folder below `root`: what the machine has without this project. */
export function withoutProject(env: NodeJS.ProcessEnv, root: string): NodeJS.ProcessEnv {
  const folders = pathOf(env)
    .split(delimiter)
    .filter((folder) => folder && folder !== root && !folder.startsWith(join(root, '/')));
  const others = Object.entries(env).filter(([name]) => name.toUpperCase() !== 'PATH');
  return { ...Object.fromEntries(others), PATH: folders.join(delimiter) };
}

/** On Windows it is mostly called Path. */
function pathOf(env: NodeJS.ProcessEnv): string {
  return Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
}
