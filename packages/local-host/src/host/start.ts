import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { HostError } from '../errors.ts';
import { startCustomHandlerApp } from '../custom-handler/custom-handler-app.ts';
import type { AppContext } from '../app-runtime.ts';
import { buildEnvironment } from '../settings/environment.ts';
import { openKeyFile } from '../platform/key-file.ts';
import { createEasyAuth, type EasyAuthOptions } from '../platform/easy-auth/easy-auth.ts';
import { KeyStore } from '../platform/key-store.ts';
import type { HostKeys } from '../platform/keys.ts';
import { startFunctionApp } from './function-app.ts';
import { FunctionsHost } from './functions-host.ts';
import { readHostJson } from '../settings/host-json.ts';
import { HostLog, type LogEntry } from '../log/log.ts';
import { readStartSettings, type StartSettings } from '../settings/local-settings.ts';
import { listen } from '../port.ts';

export type { FunctionsHost } from './functions-host.ts';

/** What to run, where, and how much of Azure to emulate. */
export interface FunctionsHostOptions {
  /** The folder of the function app: where its host.json is. */
  readonly appRoot: string;
  /** The port to listen on, on loopback. @default 0, any free port */
  readonly port?: number;
  /** The environment below what local.settings.json and the host add. @default that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** As on Azure, without Core Tools: no local.settings.json, encrypted session ids. @default false */
  readonly cloud?: boolean;
  /** Ask for keys as Azure does, these. @default everybody may do everything, as under Core Tools */
  readonly keys?: HostKeys;
  /**
   * Ask for keys as Azure does, those of this file: they are made when it is not there, and what the admin API
   * changes is kept in it. `keys` goes before it.
   */
  readonly keyFile?: string;
  /** Settings laid over host.json, as if they stood there; the file stays as it is. */
  readonly hostJson?: object;
  /**
   * Puts App Service's built-in authentication (Easy Auth) in front of the app, with these settings.
   * @default nothing in front
   */
  readonly easyAuth?: EasyAuthOptions;
  /** Where the app's debugger listens; 0 for any free port. @default no debugger */
  readonly inspectPort?: number;
  /**
   * Keep the host when the app does not start: it answers 503, `failure` says why, and `restart` tries again.
   * @default false
   */
  readonly stayOnFailure?: boolean;
  /** Gets every entry of the log, from the first on. */
  readonly onLog?: (entry: LogEntry) => void;
}

/**
 * Starts a Functions host for one app on this machine: an `@azure/functions` v4 app or a custom handler,
 * as its host.json says. Dispose of it to end its processes.
 * @throws HostError when the app, the options or the port are not as they must be; nothing is left running then.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const appRoot = resolve(options.appRoot);
  const given = options.env ?? process.env;
  const log = new HostLog();
  if (options.onLog) log.onEntry(options.onLog);

  const kept =
    options.keyFile !== undefined && !options.keys ? await openKeyFile(options.keyFile) : undefined;
  const easyAuth = options.easyAuth && createEasyAuth(options.easyAuth, log);
  const server = createServer({ keepAliveTimeout: 130_000, maxHeaderSize: 32_768 });
  await listen(server, options.port ?? 0);

  const keys = kept ? new KeyStore(kept.keys, kept.save) : new KeyStore(options.keys);
  const host: FunctionsHost = new FunctionsHost({
    appRoot,
    server,
    log,
    keys,
    easyAuth,
    retries: options.stayOnFailure ?? false,
    async startApp(signal, learn) {
      const place = { appRoot, port: host.port, cloud: options.cloud ?? false };
      const settings = await buildEnvironment(place, given, log);
      // App settings win over what the platform sets.
      const env = { ...easyAuth?.environment, ...settings };
      easyAuth?.useEnvironment(env);
      const { cors }: StartSettings = place.cloud ? {} : await readStartSettings(appRoot);
      learn({ env, cors });
      const context: AppContext = {
        appRoot,
        env,
        log,
        signal,
        keys,
        onFunctions: (functions) => learn({ functions }),
        hostJson: await readHostJson(appRoot, env, options.hostJson),
        ...(options.inspectPort !== undefined && { inspectPort: options.inspectPort }),
      };
      const runtime = isCustomHandler(context)
        ? await startCustomHandlerApp(context)
        : await startFunctionApp(context, (request, operation) =>
            host.noteOperation(request, operation),
          );
      return { runtime, exclusive: hasFixedPort(context) };
    },
  });
  try {
    await host.restart();
  } catch (error) {
    if (options.stayOnFailure) return host;
    await host.dispose();
    throw error;
  }
  return host;
}

/**
 * Whether the app is a custom handler.
 * @throws HostError for an app of a language that the local host does not run.
 */
function isCustomHandler({ hostJson: { settings, file }, env }: AppContext): boolean {
  if (settings.has('customHandler')) return true;
  const runtime = env['FUNCTIONS_WORKER_RUNTIME']?.toLowerCase();
  if (!runtime || runtime === 'node') return false;
  throw new HostError(
    'RUNTIME_NOT_EMULATED',
    `FUNCTIONS_WORKER_RUNTIME is '${runtime}', and ${file} has no "customHandler" section.`,
    runtime === 'custom'
      ? 'Add "customHandler" to host.json, or "configurationProfile": "mcp-custom-handler".'
      : 'The local host runs Node.js apps and custom handlers. Run this app with the Core Tools: `func start`.',
  );
}

/** Two of such an app cannot run at the same time. */
function hasFixedPort({ hostJson: { settings }, env, inspectPort }: AppContext): boolean {
  return (
    settings.integer('customHandler:port') !== undefined ||
    Boolean(inspectPort) ||
    /--inspect/.test(env['languageWorkers__node__arguments'] ?? '')
  );
}
