import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const scripts = join(import.meta.dirname, '..', '..');

/** A run of the bootstrap in a checkout. */
export interface Run {
  readonly child: ChildProcess;
  /** Waits until standard output (or `stderr`) contains `text`. @throws Error when the process ends first. */
  readonly until: (text: string, stream?: 'stdout' | 'stderr') => Promise<void>;
  /** Waits until it, and all that has its streams, has ended. */
  readonly ended: Promise<{
    code: number | null;
    signal: NodeJS.Signals | null;
    stdout: string;
    stderr: string;
  }>;
}

/** A small checkout with the real bootstrap, where npm and pnpm only note that they were called. */
export interface Checkout {
  readonly root: string;
  /** The calls of npm and pnpm so far, without their arguments. */
  readonly calls: () => string[];
  readonly path: (...names: string[]) => string;
  /** The environment that leads to the stand-ins. */
  readonly env: NodeJS.ProcessEnv;
  /** `node scripts/run.mjs` with `args`. */
  readonly run: (args: readonly string[], options?: SpawnOptions) => Run;
  readonly remove: () => Promise<void>;
}

/** Starts a Node program and follows it; it is killed with the test. */
export function useNode(args: readonly string[], options: SpawnOptions): Run {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    ...output,
  }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    async until(text, stream = 'stdout') {
      const over = ended.then(() => true);
      while (!output[stream].includes(text)) {
        const data = once(child[stream] ?? child, 'data').then(() => false);
        if ((await Promise.race([data, over])) && !output[stream].includes(text)) {
          throw new Error(`It ended without '${text}':\n${output.stdout}\n${output.stderr}`);
        }
      }
    },
  };
}

/** Makes a checkout of that kind; it is deleted with the test. */
export async function useCheckout(): Promise<Checkout> {
  const checkout = await makeCheckout();
  onTestFinished(() => checkout.remove());
  return checkout;
}

/** Makes a checkout of that kind, with spaces in its path, for as long as it is wanted. */
export async function makeCheckout(): Promise<Checkout> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'checkout of a test ')));
  const path = (...names: string[]): string => join(root, ...names);
  await mkdir(path('packages', 'one'), { recursive: true });
  await cp(join(scripts, 'run.mjs'), path('scripts', 'run.mjs'));
  await cp(join(scripts, 'bootstrap'), path('scripts', 'bootstrap'), { recursive: true });
  await cp(join(scripts, 'fixtures', 'cli.ts'), path('scripts', 'cli.ts'));
  await writeFile(path('packages', 'one', 'package.json'), '{}');
  await writeFile(path('pnpm-lock.yaml'), 'lockfileVersion: "9.0"\n');
  await writeFile(path('pnpm-workspace.yaml'), 'packages:\n  - packages/*\n');
  await writeFile(
    path('package.json'),
    JSON.stringify({
      type: 'module',
      packageManager: 'pnpm@12.21.0',
      scripts: { start: 'node scripts/run.mjs start', lint: 'oxlint' },
    }),
  );

  const log = path('calls.log');
  const npm_execpath = join(scripts, 'fixtures', 'npm-cli.js');
  const env = { ...process.env, npm_execpath, CALLS: log };
  return {
    root,
    env,
    path,
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
    calls: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .split('\n')
            .filter(Boolean)
            .map((line) => line.split(' ')[0] ?? '')
        : [],
    run: (args, options = {}) =>
      useNode([path('scripts', 'run.mjs'), ...args], {
        cwd: root,
        ...options,
        env: { ...env, ...options.env },
      }),
  };
}
