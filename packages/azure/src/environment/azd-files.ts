import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import { parseDotenv } from './dotenv.ts';

/** The names that azd allows; no path gets through, and nothing that a shell would take for its own. */
export function isEnvironmentName(name: string): boolean {
  return /^[A-Za-z0-9-()_.]{1,64}$/.test(name) && !/^\.+$/.test(name);
}

/**
 * What azd keeps for an environment of the project at `root`, with its name as azd would pass it.
 * @throws UsageError that names the environments that there are.
 */
export async function readAzdEnvironment(root: string, name: string): Promise<NodeJS.ProcessEnv> {
  const values = await readAzdValues(root, name);
  if (values) return values;
  throw await noSuchEnvironment(root, name);
}

/** As `readAzdEnvironment`; undefined where azd keeps nothing of that name. */
export async function readAzdValues(
  root: string,
  name: string,
): Promise<NodeJS.ProcessEnv | undefined> {
  if (!isEnvironmentName(name)) return undefined;
  const text = await readOrNothing(join(root, '.azure', name, '.env'));
  return text === undefined ? undefined : { ...parseDotenv(text), AZURE_ENV_NAME: name };
}

/** The environments that azd keeps for the project at `root`. */
export async function azdEnvironmentNames(root: string): Promise<string[]> {
  const entries = await readdir(join(root, '.azure'), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && isEnvironmentName(entry.name))
    .map(({ name }) => name);
}

/**
 * The environment that `azd env select` chose.
 * @see Azure/azure-dev: cli/azd/pkg/environment/azdcontext/azdcontext.go
 */
export async function azdDefaultEnvironment(root: string): Promise<string | undefined> {
  const text = await readOrNothing(join(root, '.azure', 'config.json'));
  try {
    const { defaultEnvironment } = JSON.parse(text ?? '{}') as { defaultEnvironment?: unknown };
    return typeof defaultEnvironment === 'string' && defaultEnvironment
      ? defaultEnvironment
      : undefined;
  } catch {
    // A file that azd itself could not read chooses nothing.
    return undefined;
  }
}

/** Says that there is no environment of a name, and which there are. */
export async function noSuchEnvironment(root: string, name: string): Promise<UsageError> {
  const names = await azdEnvironmentNames(root);
  return new UsageError(
    `There is no azd environment '${name}' (.azure/NAME/.env). ${names.length ? `There are: ${names.join(', ')}.` : 'There are none: azd env new makes one.'}`,
  );
}

async function readOrNothing(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
