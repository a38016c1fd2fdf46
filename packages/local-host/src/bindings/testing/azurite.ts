import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../../errors.ts';

const version = '3.37.0';
/** Too large for a dependency of everybody: whoever runs these tests fetches it once. */
const folder = fileURLToPath(new URL('../../../node_modules/.azurite', import.meta.url));
const installMs = 540_000;
const startMs = 60_000;

/** A running Azurite, with the blob service only, in memory. */
export interface Azurite {
  /** Without a path: `http://127.0.0.1:41234`. */
  readonly url: string;
  /** The connection string of an account that nobody has used yet. */
  newAccount(): string;
  stop(): Promise<void>;
}

/**
 * Starts Azurite, which is installed at the first time.
 * @param address where it listens, on loopback; `devstoreaccount1` is all it has unless its port is any
 */
export async function startAzurite({ host = '127.0.0.1', port = 0 } = {}): Promise<Azurite> {
  const main = join(await install(), 'node_modules/azurite/dist/src/blob/main.js');
  const accounts = Array.from({ length: 40 }, (_, index) => ({
    name: `account${index}`,
    key: randomBytes(32).toString('base64'),
  }));
  const { AZURITE_ACCOUNTS: _, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [
      main,
      '--blobHost',
      host,
      '--blobPort',
      String(port),
      '--inMemoryPersistence',
      '--skipApiVersionCheck',
      '--disableTelemetry',
      '--silent',
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: port
        ? env
        : { ...env, AZURITE_ACCOUNTS: accounts.map(({ name, key }) => `${name}:${key}`).join(';') },
    },
  );
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  try {
    const url = await listening(child.stdout);
    return {
      url,
      stop,
      newAccount() {
        const { name, key } = accounts.pop()!;
        return `DefaultEndpointsProtocol=http;AccountName=${name};AccountKey=${key};BlobEndpoint=${url}/${name};`;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listening(output: NodeJS.ReadableStream): Promise<string> {
  const lines: string[] = [];
  const reader = createInterface({ input: output, signal: AbortSignal.timeout(startMs) });
  for await (const line of reader) {
    const [url] = /(?<=successfully listens on )\S+/.exec(line) ?? [];
    // What it prints later has to go somewhere.
    if (url) return (output.resume(), url);
    lines.push(line);
  }
  throw new Error(`Azurite ${version} did not start:\n${lines.join('\n')}`);
}

/** Returns the folder that Azurite is installed in. */
async function install(): Promise<string> {
  const installed = join(folder, version);
  if (existsSync(installed)) return installed;
  await mkdir(folder, { recursive: true });
  const temporary = await mkdtemp(join(folder, 'install-'));
  try {
    await writeFile(join(temporary, 'package.json'), '{ "private": true }');
    await npmInstall(temporary);
    // Another process may have been quicker.
    await rename(temporary, installed).catch((error: unknown) => {
      if (!existsSync(installed)) throw error;
    });
    return installed;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function npmInstall(prefix: string): Promise<void> {
  const child = spawn(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      `azurite@${version}`,
    ],
    {
      cwd: prefix,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      timeout: installMs,
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code, signal] = (await once(child, 'close').catch((error: unknown) => [
    messageOf(error),
  ])) as [number | string | null, string?];
  if (code === 0) return;
  const how = signal ? `was stopped after ${installMs / 1_000} seconds` : `ended with ${code}`;
  throw new Error(
    `Azurite ${version} could not be installed, which these tests need: npm ${how}.\n${output}`,
  );
}
