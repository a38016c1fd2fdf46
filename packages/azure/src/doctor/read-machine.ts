import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { findOwner } from '@side-by-side/local-host/command-line';
import type { StorageFacts } from './core-tools-checks.ts';
import { findChromium } from './find-chromium.ts';
import type { PortFacts, WatchFacts } from './machine-checks.ts';
import type { NodeFacts, PnpmFacts } from './node-checks.ts';
import { storageAnswers } from './storage-answers.ts';
import { findProgram, withoutProject } from '../programs/find-program.ts';
import { versionOf } from '../programs/run-program.ts';

/** Where to look, and with what on the PATH. */
export interface Place {
  /** The root of the project. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
}

const loopback = '127.0.0.1';

export async function readNode({ root, env }: Place): Promise<NodeFacts> {
  return {
    machine: await versionOf('node', ['--version'], {
      env: withoutProject(env, root),
      timeoutMs: 10_000,
    }),
    running: process.version,
    platform: process.platform,
    arch: process.arch,
    isMusl: existsSync('/etc/alpine-release'),
  };
}

export async function readNpm({ root, env }: Place): Promise<string | undefined> {
  return versionOf('npm', ['--version'], { env: withoutProject(env, root), timeoutMs: 10_000 });
}

export async function readPnpm({ root }: Place, wanted: string): Promise<PnpmFacts> {
  const manifest = await readFile(
    join(root, '.tools', 'node_modules', 'pnpm', 'package.json'),
    'utf8',
  ).catch(() => '{}');
  return { wanted, found: (JSON.parse(manifest) as { version?: string }).version };
}

/** What is free for whoever is no administrator, in bytes. */
export async function readFreeDisk({ root }: Place): Promise<number | undefined> {
  return statfs(root).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );
}

export async function readPort(port: number, purpose: string): Promise<PortFacts> {
  if (await canListen(port)) return { port, purpose, isFree: true };
  const [owner, isFunctionsHost] = await Promise.all([
    findOwner(port).catch(() => undefined),
    answersAsFunctionsHost(port),
  ]);
  return { port, purpose, isFree: false, owner, isFunctionsHost };
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, loopback, () => server.close(() => resolve(true)));
  });
}

/** The local host, and Core Tools: their admin API answers, or wants a key. An app has no part in that. */
async function answersAsFunctionsHost(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://${loopback}:${port}/admin/host/ping`, {
      redirect: 'error',
      signal: AbortSignal.timeout(3_000),
    });
    await response.body?.cancel();
    return [200, 401].includes(response.status) && response.headers.get('server') === 'Kestrel';
  } catch {
    return false;
  }
}

/** Only Linux has inotify, and says what is allowed in files. */
export async function readWatching(): Promise<WatchFacts> {
  const { platform } = process;
  if (platform !== 'linux') return { platform };
  const number = async (file: string, pattern: RegExp): Promise<number | undefined> => {
    const found = pattern.exec(await readFile(file, 'utf8').catch(() => ''))?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const [openFiles, inotifyWatches, inotifyInstances] = await Promise.all([
    number('/proc/self/limits', /^Max open files\s+(\d+)/m),
    number('/proc/sys/fs/inotify/max_user_watches', /^(\d+)/),
    number('/proc/sys/fs/inotify/max_user_instances', /^(\d+)/),
  ]);
  return { platform, openFiles, inotifyWatches, inotifyInstances };
}

export async function readEditor({ env }: Place): Promise<boolean> {
  return env['TERM_PROGRAM'] === 'vscode' || (await findProgram('code', env)) !== undefined;
}

export async function readBrowser({ env }: Place): Promise<string | undefined> {
  return findChromium(env);
}

/** The real one takes a second or two. */
export async function readCoreTools({ env }: Place): Promise<string | undefined> {
  return versionOf('func', ['--version'], { env, timeoutMs: 15_000 });
}

export async function readStorage({ env }: Place, hasCoreTools: boolean): Promise<StorageFacts> {
  if (!hasCoreTools) return { hasCoreTools, runs: false, isInstalled: false };
  const [runs, file] = await Promise.all([storageAnswers(), findProgram('azurite', env)]);
  return { hasCoreTools, runs, isInstalled: file !== undefined };
}
