import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { HostError, messageOf } from '../errors.ts';
import { Configuration } from './configuration.ts';

/** The prefix of app settings that override host.json. */
const overridePrefix = /^AzureFunctionsJobHost(?:__|:)/i;

/** What an app setting was seen not to override: a webhook that it opened here would be closed on Azure. */
const onlyInFile: ReadonlySet<string> = new Set([
  'extensions:mcp:system:webhookauthorizationlevel',
]);

/**
 * What each configuration profile sets, and nothing else: no level, no port, no executable.
 * @see Azure/azure-functions-host PR 11320 and 11324 (`HostConfigurationProfile`)
 */
const customHandlerProfile = {
  customHandler: { enableProxyingHttpRequest: true, http: { routes: [{ route: '{*route}' }] } },
  extensions: { http: { routePrefix: '' } },
};
const profiles: Record<string, object> = {
  '': {},
  default: {},
  'mcp-custom-handler': customHandlerProfile,
  'web-app-custom-handler': customHandlerProfile,
};

/** host.json with its configuration profile below it and the app settings that override it above. */
export interface HostJson {
  /** The whole path of the file, for messages. */
  readonly file: string;
  /** In lower case; empty where none is named. */
  readonly profile: string;
  readonly settings: Configuration;
}

/**
 * Reads host.json of the app at `appRoot`.
 * @param laidOver settings that win over those of the file
 * @throws HostError when it is missing, is no JSON, has no version 2.0 or names an unknown profile.
 */
export async function readHostJson(
  appRoot: string,
  env: NodeJS.ProcessEnv,
  laidOver: object = {},
): Promise<HostJson> {
  const file = join(appRoot, 'host.json');
  const json = await readJsonFile(file, 'HOST_JSON_INVALID', {
    code: 'APP_NOT_FOUND',
    hint: hintForMissingApp(appRoot),
  });

  const settings = new Configuration().add(json);
  if (settings.text('version') !== '2.0') {
    throw new HostError(
      'HOST_JSON_INVALID',
      `${file}: the required property "version" is ${settings.text('version') ? 'not "2.0"' : 'missing'}.`,
      'Write "version": "2.0" at the root of host.json.',
    );
  }
  const profile = (settings.text('configurationProfile') ?? '').toLowerCase();
  if (!Object.hasOwn(profiles, profile)) {
    throw new HostError(
      'PROFILE_UNKNOWN',
      `${file}: Configuration profile '${settings.text('configurationProfile')}' is not supported. ` +
        `Supported values: ${Object.keys(profiles).filter(Boolean).join(', ')}.`,
      'Correct "configurationProfile", or delete the line.',
    );
  }

  const layered = new Configuration().add(profiles[profile]).add(json).add(laidOver);
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !overridePrefix.test(name)) continue;
    const key = name.replace(overridePrefix, '').replaceAll('__', ':');
    if (!onlyInFile.has(key.toLowerCase())) layered.set(key, value);
  }
  return { file, profile, settings: layered };
}

function hintForMissingApp(appRoot: string): string {
  const apps = globSync('{*,*/*}/host.json', {
    cwd: appRoot,
    exclude: (path) => basename(path) === 'node_modules',
  }).map((found) => join(appRoot, dirname(found)));
  return apps.length > 0
    ? `There is a function app in ${apps.slice(0, 5).join(', ')}: give that folder.`
    : 'Every function app has a host.json in its root. Check the app folder that you gave.';
}

/**
 * Reads a JSON file in which comments and trailing commas are allowed, as the host's own reader allows them.
 * `absent` says what to throw where there is no file; without it the answer is then undefined.
 */
export async function readJsonFile(
  file: string,
  invalid: 'HOST_JSON_INVALID' | 'LOCAL_SETTINGS_INVALID',
  absent?: { code: 'APP_NOT_FOUND'; hint: string },
): Promise<Record<string, unknown> | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (missing && !absent) return undefined;
    if (missing && absent) throw new HostError(absent.code, `${file} does not exist.`, absent.hint);
    throw new HostError(
      invalid,
      `${file} cannot be read: ${messageOf(error)}`,
      'Check the file and its permissions.',
    );
  }
  const errors: ParseError[] = [];
  const json: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first || typeof json !== 'object' || json === null || Array.isArray(json)) {
    const where = first
      ? `line ${text.slice(0, first.offset).split('\n').length}: ${printParseErrorCode(first.error)}`
      : 'its root is not an object';
    throw new HostError(
      invalid,
      `Unable to parse ${file}: ${where}.`,
      'Correct the JSON at that place.',
    );
  }
  return json as Record<string, unknown>;
}
