import { execFile } from 'node:child_process';
import { findProgram } from './find-program.ts';

export interface ProgramOptions {
  readonly cwd?: string;
  /** Its environment; its PATH is where the program is looked for. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** In ms. */
  readonly timeoutMs: number;
}

/** Runs a program of the PATH and gives what it prints. Rejects if there is none, if it fails, or takes too long. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  options: ProgramOptions,
) => Promise<string>;

const mostBytes = 4 * 1024 * 1024;

/** Nobody is asked anything: its standard input is empty. */
export const runProgram: RunProgram = async (
  program,
  args,
  { cwd, env = process.env, timeoutMs },
) => {
  const file = await findProgram(program, env);
  if (file === undefined) throw new Error(`There is no ${program} on the PATH.`);
  // Node starts .cmd files through a shell only.
  const shell = /\.(?:cmd|bat)$/i.test(file);
  const strange = shell ? args.find((word) => !isShellSafe(word)) : undefined;
  if (strange !== undefined) throw new Error(`'${strange}' is nothing to hand to ${program}.`);
  return new Promise((resolve, reject) => {
    const options = { env, windowsHide: true, shell, maxBuffer: mostBytes, ...(cwd && { cwd }) };
    const command = shell ? `"${file}"` : file;
    const child = execFile(command, [...args], options, (error, stdout, stderr) => {
      clearTimeout(timer);
      if (error) reject(new Error(saidReason(stderr) ?? `${program} failed.`));
      else resolve(stdout.trim());
    });
    // Not the time-out of execFile: that waits on for whatever the program has left with its pipes.
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      for (const stream of child.stdio) stream?.destroy();
      reject(new Error(`${program} did not answer within ${timeoutMs / 1000} s.`));
    }, timeoutMs);
    child.stdin?.on('error', () => {}).end();
  });
};

/** Whether cmd.exe takes a word for nothing but a word. Only the file may need quotes, no argument of ours does. */
export function isShellSafe(word: string): boolean {
  return /^[\w.:/\\=,@+-]+$/.test(word);
}

/** As `runProgram`, but undefined where that rejects. */
export async function outputOf(...asked: Parameters<RunProgram>): Promise<string | undefined> {
  return runProgram(...asked).catch(() => undefined);
}

/** What a program prints as its version: undefined where there is none, an empty text where it does not say. */
export async function versionOf(
  program: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<string | undefined> {
  const isThere = (await findProgram(program, options.env ?? process.env)) !== undefined;
  return isThere ? ((await outputOf(program, args, options)) ?? '') : undefined;
}

/**
 * The first that a program says of its failure. azd with `--output json` says it as JSON, in two forms.
 * @see Azure/azure-sdk-for-js: sdk/identity/identity/src/credentials/azureDeveloperCliCredential.ts (parseAzdStderr)
 */
function saidReason(stderr: string): string | undefined {
  const lines = stderr.split('\n').map((line) => line.trim());
  for (const line of lines) {
    const said = line.startsWith('{') ? readJson(line) : line.replace(/^ERROR:\s*/, '');
    if (said) return said;
  }
  return undefined;
}

function readJson(line: string): string | undefined {
  try {
    const { error, data } = JSON.parse(line) as { error?: unknown; data?: { message?: unknown } };
    const texts = [error, data?.message].filter((text) => typeof text === 'string');
    return texts.map((text) => text.trim().replace(/^ERROR:\s*/, '')).find(Boolean);
  } catch {
    return line;
  }
}
