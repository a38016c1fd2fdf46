import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import { deployFolderOf, type PackagedApp } from './apps.ts';
import type { AuthMode } from '@side-by-side/azure';
import { type Bundle, bundleApp } from './bundle.ts';
import { stampHostJson } from './host-json.ts';
import { formatLicences, packagesOf } from './licences.ts';
import { replaceFolder } from './replace-folder.ts';

/** The file with the terms of everything that is bundled. */
const licencesFile = 'THIRD-PARTY-LICENSES.txt';

/**
 * Writes the deploy folder of an app of the project at `root`: all that Azure needs and nothing else. It is made aside
 * and put in place at the end, so that a failure leaves the folder as it was.
 * @param folder where to put it instead of the app's own deploy folder
 * @throws UsageError when the app is not as packaging needs it.
 */
export async function packageApp(
  root: string,
  app: PackagedApp,
  authMode: AuthMode,
  folder: string = deployFolderOf(root, app),
): Promise<Bundle> {
  const place = join(root, 'apps', app.name);
  const hostJson = stampHostJson(await readJson(place, 'host.json'), authMode, app);
  const { version, license } = await readJson(place, 'package.json');
  // No dependencies and no scripts: a build on Azure would act on them.
  const manifest = { name: app.name, version, private: true, license, main: app.main };

  await mkdir(join(root, '.temp'), { recursive: true });
  const work = await mkdtemp(join(root, '.temp', 'package-'));
  try {
    const made = join(work, 'deploy');
    const bundle = await bundleApp(root, app, authMode, made);
    await Promise.all([
      writeFile(join(made, 'host.json'), format(hostJson)),
      writeFile(join(made, 'package.json'), format(manifest)),
      writeFile(join(made, licencesFile), formatLicences(await packagesOf(bundle.sources))),
    ]);
    await replaceFolder(made, folder);
    return bundle;
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function readJson(folder: string, file: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, unknown>;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${join(folder, file)} cannot be read; packaging takes JSON without comments. ${message}`,
      { cause: error },
    );
  }
}

function format(json: object): string {
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
