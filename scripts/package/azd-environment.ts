import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from '@side-by-side/local-host';

/** The names that azd allows; no path gets through. */
const namePattern = /^[A-Za-z0-9-()_.]{1,64}$/;

/**
 * What azd keeps for an environment of the project at `root`, with its name as azd would pass it.
 * @throws UsageError that names the environments that there are.
 */
export async function readAzdEnvironment(root: string, name: string): Promise<NodeJS.ProcessEnv> {
  const folder = join(root, '.azure');
  const isName = namePattern.test(name) && !/^\.+$/.test(name);
  const text = isName ? await readOrNothing(join(folder, name, '.env')) : undefined;
  if (text !== undefined) return { ...parseEnv(text), AZURE_ENV_NAME: name };
  const names = await environmentNames(folder);
  throw new UsageError(
    `There is no azd environment '${name}' (.azure/NAME/.env). ${names.length ? `There are: ${names.join(', ')}.` : 'There are none: azd env new makes one.'}`,
  );
}

async function readOrNothing(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

async function environmentNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
