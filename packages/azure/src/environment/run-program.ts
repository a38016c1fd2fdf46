import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program of the PATH and gives what it prints. Rejects if there is none, if it fails, or takes too long. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly timeoutMs: number },
) => Promise<string>;

export const runProgram: RunProgram = async (program, args, { cwd, timeoutMs }) => {
  const { stdout } = await promisify(execFile)(program, [...args], {
    cwd,
    timeout: timeoutMs,
    maxBuffer: 4 * 1024 * 1024,
    windowsHide: true,
  });
  return stdout;
};
