import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import { deployFolderOf, packagedApps } from './apps.ts';
import type { AuthMode } from '@side-by-side/azure';

/**
 * Packages both apps of the project at `root` at once through turbo, which takes from its cache what was packaged before
 * from the same sources in the same auth mode.
 * @throws UsageError when one of them could not be packaged; what was wrong has been printed then.
 */
export async function packageBoth(root: string, authMode: AuthMode): Promise<void> {
  // turbo puts files back, but removes none: a chunk of another build would be uploaded too.
  await Promise.all(
    packagedApps.map((app) => rm(deployFolderOf(root, app), { recursive: true, force: true })),
  );
  const { AZURE_ENV_NAME: _, ...env } = process.env;
  const args = [
    'run',
    'package',
    '--filter=./apps/*',
    '--output-logs=full',
    '--log-prefix=none',
    '--ui=stream',
  ];
  const turbo = spawn(process.execPath, [turboProgram(root), ...args], {
    cwd: root,
    // The decision itself is in the cache's key, however it was come to.
    env: { ...env, AUTH_MODE: authMode },
    stdio: 'inherit',
  });
  const kill = (): void => void turbo.kill();
  process.once('exit', kill);
  const [code] = (await once(turbo, 'exit')) as [number | null];
  process.off('exit', kill);
  if (code !== 0) throw new UsageError('Not both apps could be packaged; see above.');
}

function turboProgram(root: string): string {
  const manifest = createRequire(join(root, 'package.json')).resolve('turbo/package.json');
  return join(manifest, '..', 'bin', 'turbo');
}
