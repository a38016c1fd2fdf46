import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localApps } from '../servers/start-local.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Where the source of an app of ours is. */
export function sourceFolder(name: string): string {
  return join(root, 'apps', name);
}

/** What is uploaded of an app of ours. */
export function deployFolder(name: string): string {
  return join(root, 'apps', name, 'deploy');
}

/**
 * Makes the deploy folders where they are not there; those that are stay as they are.
 * @throws Error with what packaging said, when it fails; the reason of `signal` when that aborts first
 */
export async function requireDeployFolders(
  onProgress: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const { name } of localApps) {
    if (existsSync(join(deployFolder(name), 'host.json'))) continue;
    onProgress(`packaging ${name}`);
    await packageApp(name, signal);
  }
}

async function packageApp(name: string, signal: AbortSignal): Promise<void> {
  const args = ['--disable-warning=ExperimentalWarning', 'scripts/cli.ts', 'package', name];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${name} could not be packaged. ${output.trim()}`);
}
