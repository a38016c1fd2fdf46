import { HostError } from '../errors.ts';
import type { HostJson } from '../settings/host-json.ts';
import {
  type AuthorizationLevel,
  authorizationLevels,
} from '../triggers/http/routing/http-function.ts';
import { expandVariables, removeUnsetVariables } from './command-line.ts';

/** How a request reaches the handler: streamed, buffered, or told of in JSON. */
export type HandlerMode = 'proxying' | 'forwarding' | 'invocation';

/** One entry of `customHandler.http.routes`. */
export interface HandlerRoute {
  readonly route: string;
  readonly authorizationLevel: AuthorizationLevel;
}

/** What host.json says of the custom handler, defaults filled in. */
export interface CustomHandlerOptions {
  /** The whole path of host.json, for messages. */
  readonly file: string;
  readonly executable: string;
  /** As written: their variables are expanded when the process starts, since some of them are set only then. */
  readonly arguments: readonly string[];
  readonly workerPath: string;
  readonly workerArguments: readonly string[];
  /** Relative to the app root; empty for the app root itself. */
  readonly workingDirectory: string;
  readonly mode: HandlerMode;
  /** Absent: any free port. */
  readonly port?: number;
  /** How long the handler may take until it answers, in milliseconds. */
  readonly initializationTimeout: number;
  readonly routes: readonly HandlerRoute[];
}

/**
 * Reads the `customHandler` section of host.json; undefined where there is none.
 * @throws HostError when no executable is named, or a value cannot be understood.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/Configuration/HttpWorkerOptionsSetup.cs
 */
export function readCustomHandlerOptions(
  hostJson: HostJson,
  env: NodeJS.ProcessEnv,
): CustomHandlerOptions | undefined {
  const { file, settings } = hostJson;
  if (!settings.has('customHandler')) return undefined;
  const text = (key: string) => settings.text(`customHandler:${key}`) ?? '';
  const expand = (value: string) => removeUnsetVariables(expandVariables(value, env)).trim();

  const executable = expand(text('description:defaultExecutablePath'));
  if (!executable) {
    throw new HostError(
      'HANDLER_MISSING',
      `${file}: WorkerDescription DefaultExecutablePath cannot be empty: the custom handler has no executable.`,
      'Name the program that serves HTTP in host.json, for example "customHandler": { "description": ' +
        '{ "defaultExecutablePath": "node", "arguments": ["dist/index.mjs"] } }.',
    );
  }

  const port = readPort(hostJson);
  return {
    file,
    executable,
    arguments: readList(hostJson, 'customHandler:description:arguments'),
    workerPath: expand(text('description:defaultWorkerPath')),
    workerArguments: readList(hostJson, 'customHandler:description:workerArguments'),
    workingDirectory: text('description:workingDirectory'),
    mode: readMode(hostJson),
    ...(port !== undefined && { port }),
    initializationTimeout: readTimeout(hostJson),
    routes: readRoutes(hostJson),
  };
}

/** Proxying wins where both are set. */
function readMode({ settings }: HostJson): HandlerMode {
  if (settings.flag('customHandler:enableProxyingHttpRequest')) return 'proxying';
  return settings.flag('customHandler:enableForwardingHttpRequest') ? 'forwarding' : 'invocation';
}

/** What is no 32-bit number counts as not given (`int.TryParse`); a number that is no port is refused. */
function readPort({ file, settings }: HostJson): number | undefined {
  const port = settings.integer('customHandler:port');
  if (port === undefined || port > 2 ** 31 - 1) return undefined;
  if (port >= 1 && port <= 65_535) return port;
  throw new HostError(
    'HOST_JSON_INVALID',
    `${file}: Unable to bind to port ${port} specified in configuration.`,
    'Give "customHandler": { "port" } a number from 1 to 65535, or delete it for any free port.',
  );
}

function readTimeout({ file, settings }: HostJson): number {
  const key = 'customHandler:initializationTimeout';
  const timeout = settings.timeSpan(key);
  if (timeout !== undefined || settings.text(key) === undefined) return timeout ?? 30_000;
  throw new HostError(
    'HOST_JSON_INVALID',
    `${file}: "customHandler.initializationTimeout" is no time span: ${settings.text(key)}.`,
    'Write hours, minutes and seconds, for example "00:00:30".',
  );
}

function readRoutes(hostJson: HostJson): HandlerRoute[] {
  const { settings } = hostJson;
  const fallback = readLevel(hostJson, 'customHandler:http:defaultAuthorizationLevel', 'function');
  const routes: HandlerRoute[] = [];
  for (let i = 0; settings.has(`customHandler:http:routes:${i}`); i += 1) {
    const key = `customHandler:http:routes:${i}`;
    routes.push({
      route: settings.text(`${key}:route`) ?? '',
      authorizationLevel: readLevel(hostJson, `${key}:authorizationLevel`, fallback),
    });
  }
  return routes;
}

function readLevel(
  { file, settings }: HostJson,
  key: string,
  fallback: AuthorizationLevel,
): AuthorizationLevel {
  const text = settings.text(key);
  if (text === undefined) return fallback;
  const level = authorizationLevels.find((known) => known === text.toLowerCase());
  if (level) return level;
  throw new HostError(
    'HOST_JSON_INVALID',
    `${file}: "${key.replaceAll(':', '.')}" is no authorization level: ${text}.`,
    `Use one of ${authorizationLevels.join(', ')}.`,
  );
}

/** A list of texts; an app setting can only give it as the text of a JSON array, which then wins. */
function readList({ settings }: HostJson, key: string): string[] {
  const json = settings.text(key);
  if (json !== undefined) {
    try {
      const list: unknown = JSON.parse(json);
      if (Array.isArray(list)) return list.map(String);
    } catch {
      // Not JSON: the host ignores it too, and takes the items.
    }
  }
  return settings.list(key);
}
