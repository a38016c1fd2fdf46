import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

export interface ProgramOptions {
  /** Its environment; its PATH is where the program is looked for. */
  readonly env: NodeJS.ProcessEnv;
  /** In ms. */
  readonly timeoutMs: number;
}

/**
 * Runs a program of the PATH that asks nobody anything, and gives what it prints to standard output.
 * undefined where there is none, it fails, or takes too long.
 */
export async function outputOf(
  program: string,
  args: readonly string[],
  { env, timeoutMs }: ProgramOptions,
): Promise<string | undefined> {
  const file = await findProgram(program, env);
  if (file === undefined) return undefined;
  // Node starts .cmd files through a shell only. No argument of ours needs quotes, the file may.
  const shell = /\.(?:cmd|bat)$/i.test(file);
  return new Promise((resolve) => {
    const options = { env, windowsHide: true, shell };
    const child = execFile(shell ? `"${file}"` : file, args, options, (error, stdout) => {
      clearTimeout(timer);
      resolve(error ? undefined : stdout.trim());
    });
    // Not the time-out of execFile: that waits on for whatever the program has left with its pipes.
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      for (const stream of child.stdio) stream?.destroy();
      resolve(undefined);
    }, timeoutMs);
    child.stdin?.on('error', () => {}).end();
  });
}

/** What a program prints as its version: undefined where there is none, an empty text where it does not say. */
export async function versionOf(
  program: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<string | undefined> {
  const isThere = (await findProgram(program, options.env)) !== undefined;
  return isThere ? ((await outputOf(program, args, options)) ?? '') : undefined;
}

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
