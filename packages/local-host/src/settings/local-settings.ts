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
  log: Pick<HostLog, 'write'>,
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

/** What local.settings.json says of `func start` itself. */
export interface StartSettings {
  /** The port to listen on where none is asked for. */
  readonly port?: number;
  readonly cors?: CorsPolicy;
}

/** Which pages of other origins may call the app. */
export interface CorsPolicy {
  /** In small letters; `['*']` for any. */
  readonly origins: readonly string[];
  /** Whether they may send cookies and the like. */
  readonly credentials: boolean;
}

/**
 * The section `Host` of local.settings.json: `LocalHttpPort`, `CORS` and `CORSCredentials`, in any letter case.
 * @throws HostError for values of the wrong type, and for credentials from any origin.
 * @see Azure/azure-functions-core-tools:src/Cli/func/Common/HostStartSettings.cs
 */
export async function readStartSettings(appRoot: string): Promise<StartSettings> {
  const file = join(appRoot, 'local.settings.json');
  const json = (await readJsonFile(file, 'LOCAL_SETTINGS_INVALID')) ?? {};
  const section = Object.entries(json).find(([name]) => name.toLowerCase() === 'host')?.[1];
  const members = new Map(
    entriesOf(section, file, 'Host').map(([name, value]) => [name.toLowerCase(), value]),
  );
  const port = members.get('localhttpport') ?? '0';
  if (!/^\d+$/.test(port) || Number(port) > 65_535) {
    throw invalid(file, `"Host.LocalHttpPort" is no port number: ${port}`);
  }
  // Blanks are not cut off: Core Tools do not either.
  const origins = (members.get('cors') ?? '').toLowerCase().split(',').filter(Boolean);
  const credentials = members.get('corscredentials')?.toLowerCase() === 'true';
  if (credentials && origins.length === 1 && origins[0] === '*') {
    throw invalid(
      file,
      '"Host.CORSCredentials" cannot be true while "Host.CORS" is any origin (*)',
    );
  }
  return {
    ...(Number(port) > 0 && { port: Number(port) }),
    ...(origins.length > 0 && { cors: { origins, credentials } }),
  };
}

function invalid(file: string, problem: string): HostError {
  return new HostError(
    'LOCAL_SETTINGS_INVALID',
    `${file}: ${problem}.`,
    'For example "Host": { "LocalHttpPort": 7071, "CORS": "https://one.example,https://two.example" }.',
  );
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
