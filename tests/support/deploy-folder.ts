import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { appNamed } from '../../scripts/package/apps.ts';
import type { AuthMode } from '@side-by-side/azure';
import { packageApp } from '../../scripts/package/package-app.ts';
import { root } from './repository.ts';
import type { Mode } from './servers.ts';

/**
 * Packages an app, and copies the deploy folder to an empty place: whatever it needs besides, it cannot find there.
 * @throws Error when packages would be found above that place
 */
export async function makeDeployFolder(
  mode: Mode,
  authMode: AuthMode,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const place = await mkdtemp(join(tmpdir(), 'deployed-'));
  for (let folder = place; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'node_modules'))) throw new Error(`${folder} has packages.`);
  }
  await mkdir(join(root, '.temp'), { recursive: true });
  const work = await mkdtemp(join(root, '.temp', 'deploy-'));
  try {
    await packageApp(root, appNamed(`${mode}-server`), authMode, join(work, 'made'));
    const folder = join(place, 'wwwroot');
    await cp(join(work, 'made'), folder, { recursive: true });
    return { folder, remove: () => rm(place, { recursive: true, force: true }) };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
