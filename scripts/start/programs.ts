import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { UsageError } from '@side-by-side/local-host/errors';

/** On Windows these programs are .cmd files, which only a shell starts. No argument of ours needs quotes. */
const shell = process.platform === 'win32';

/** A program that runs until it is stopped. */
export interface RunningProgram {
  /** Settles when it ends by itself or is stopped. */
  readonly ended: Promise<void>;
  /** Its newest lines, for an error message. */
  lastLines(): string;
  stop(): Promise<void>;
}

/** Starts a program and hands on each line that it prints. @throws never: `ended` settles instead. */
export function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  onLine: (line: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): RunningProgram {
  const lines: string[] = [];
  const child: ChildProcess = spawn(program, args, {
    cwd,
    env,
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', (error) => {
      lines.push(error.message);
      resolve();
    });
  });
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > 10) lines.shift();
      onLine(line);
    });
  }
  const kill = (): void => void child.kill();
  process.once('exit', kill);
  return {
    ended,
    lastLines: () => lines.join('\n'),
    async stop() {
      process.off('exit', kill);
      child.kill();
      const forced = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(forced);
    },
  };
}

const pollMs = 200;

/**
 * Waits until a program does what it was started for.
 * @throws UsageError with what the program said last, when it ends or takes longer than `patienceMs`.
 */
export async function untilReady(
  name: string,
  program: RunningProgram,
  isReady: () => Promise<boolean>,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  const ended = program.ended.then(() => true);
  while (!(await isReady())) {
    const pause = new Promise<boolean>((resolve) => setTimeout(resolve, pollMs, false));
    const hasEnded = await Promise.race([ended, pause]);
    if (!hasEnded && Date.now() < deadline) continue;
    const what = hasEnded ? 'has ended' : `did not answer within ${patienceMs / 1000} s`;
    throw new UsageError(`${name} ${what}. It said last:\n${program.lastLines()}`);
  }
}
