import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Inside the repository, so that an app in it finds the libraries that the tests have. */
const parent = fileURLToPath(new URL('../../node_modules/.apps', import.meta.url));

/**
 * Makes an app folder for a test: a copy of `from`, if given, with `files` written over it (objects as
 * JSON). It is removed when the test has finished, or by the function that comes with it.
 */
export async function makeAppFolder(
  files: Readonly<Record<string, string | object>>,
  from?: string,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'app-'));
  if (from) await cp(from, folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await writeAppFile(folder, name, content);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The same for the test that calls it. */
export async function useAppFolder(
  files: Readonly<Record<string, string | object>>,
  from?: string,
): Promise<string> {
  const { folder, remove } = await makeAppFolder(files, from);
  onTestFinished(remove);
  return folder;
}

/** The files of an app whose functions are in `source`, in CommonJS. */
export function functionAppFiles(source: string) {
  const id = 'Microsoft.Azure.Functions.ExtensionBundle';
  return {
    'host.json': { version: '2.0', extensionBundle: { id, version: '[4.36.0, 5.0.0)' } },
    'package.json': { main: 'index.cjs' },
    'index.cjs': source,
  };
}

/** Writes one file of an app. */
export async function writeAppFile(
  folder: string,
  name: string,
  content: string | object,
): Promise<void> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
}
