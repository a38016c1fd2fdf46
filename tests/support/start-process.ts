import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '@side-by-side/local-host/testing';
import { onTestFinished } from 'vitest';

/** A run of `npm start` without the bootstrap around it, in the project at `folder`. */
interface StartProcess {
  readonly child: ChildProcess;
  /** What it has printed so far, to both streams. */
  output(): string;
  /** Waits until it has printed `text`. @throws Error with all that it printed, when it ends or takes too long. */
  untilPrinted(text: string | RegExp): Promise<void>;
  /** Waits for its end. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** The environment of a program that prints no colours; Node would prefer what somebody forces. */
export const plain: NodeJS.ProcessEnv = { NO_COLOR: '1', FORCE_COLOR: undefined };

/** As long as a busy machine may need to package both servers and start them. */
const patienceMs = 100_000;

/** Starts the command-line program with `args` and more environment; the process is ended with the test. */
export function useCli(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): StartProcess {
  const child = spawn(process.execPath, [join(folder, 'scripts', 'cli.ts'), ...args], {
    cwd: folder,
    env: { ...process.env, ...plain, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    // A chunk may end within a character.
    stream.setEncoding('utf8').on('data', (text: string) => void (printed += text));
  }
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });

  const contains = (text: string | RegExp): boolean =>
    typeof text === 'string' ? printed.includes(text) : text.test(printed);
  return {
    child,
    ended,
    output: () => printed,
    async untilPrinted(text) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const check = (): void => {
        if (contains(text)) resolve();
      };
      const fail = (why: string): void =>
        reject(new Error(`'${text}' was not printed: ${why}\n${printed}`));
      const timer = setTimeout(() => fail('it took too long'), patienceMs);
      child.stdout.on('data', check);
      child.stderr.on('data', check);
      void ended.then(() => fail('the process ended'));
      check();
      await promise.finally(() => {
        clearTimeout(timer);
        child.stdout.off('data', check);
        child.stderr.off('data', check);
      });
    },
  };
}

/** A number N for `--port-base`: nobody listens on the three ports after it. */
export async function freePortBase(): Promise<number> {
  return (await freePort(3)) - 1;
}
