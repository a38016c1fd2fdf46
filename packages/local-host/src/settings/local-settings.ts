import { join } from 'node:path';
import { HostError } from '../errors.ts';
import { readJsonFile } from './host-json.ts';
import type { HostLog } from '../log/log.ts';

/**
 * The environment that local.settings.json of the app adds to `env`, as `func start` builds it:
 * `Values` never overwrite what is set already; connection strings get the prefix `ConnectionStrings:`.
 * @see Azure/azure-functions-core-tools docs/host-configuration.md
 */
export async function readLocalSettings(
  appRoot: string,
  env: NodeJS.ProcessEnv,
  log: HostLog,
): Promise<NodeJS.ProcessEnv> {
  const file = join(appRoot, 'local.settings.json');
  const json = await readJsonFile(file, 'LOCAL_SETTINGS_INVALID');
  if (!json) return {};
  if (json['IsEncrypted'] === true) {
    throw new HostError(
      'LOCAL_SETTINGS_INVALID',
      `${file} is encrypted, which the local host does not read.`,
      'Run `func settings decrypt` in the app folder.',
    );
  }

  const settings: NodeJS.ProcessEnv = {};
  for (const [name, value] of entriesOf(json['Values'], file, 'Values')) {
    if (env[name] !== undefined) {
      log.write(
        'warning',
        'Host.Startup',
        `Skipping '${name}' from local settings as it's already defined in current environment variables.`,
      );
    } else {
      settings[name] = value;
    }
  }
  for (const [name, value] of entriesOf(json['ConnectionStrings'], file, 'ConnectionStrings')) {
    settings[`ConnectionStrings:${name}`] = value;
  }
  return settings;
}

function entriesOf(section: unknown, file: string, name: string): [string, string][] {
  if (section === undefined || section === null) return [];
  const entries =
    typeof section === 'object' && !Array.isArray(section) ? Object.entries(section) : undefined;
  const wrong = entries ? entries.find(([, value]) => typeof value === 'object') : [name];
  if (!entries || wrong) {
    throw new HostError(
      'LOCAL_SETTINGS_INVALID',
      `${file}: "${entries ? `${name}.${wrong?.[0]}` : name}" is not ${entries ? 'a text' : 'an object'}.`,
      'Settings are names with texts, for example "Values": { "FUNCTIONS_WORKER_RUNTIME": "node" }.',
    );
  }
  return entries.map(([key, value]) => [key, String(value)]);
}
