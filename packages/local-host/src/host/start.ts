import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { startCustomHandlerApp } from '../custom-handler/custom-handler-app.ts';
import type { AppContext } from '../app-runtime.ts';
import { buildEnvironment } from '../settings/environment.ts';
import type { HostKeys } from '../platform/keys.ts';
import { startFunctionApp } from './function-app.ts';
import { FunctionsHost } from './functions-host.ts';
import { type HostJson, readHostJson } from '../settings/host-json.ts';
import { HostLog, type LogEntry } from '../log/log.ts';
import { listen } from './port.ts';

export type { FunctionsHost } from './functions-host.ts';

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
 * @throws HostError when the app or the port is not as it must be; nothing is left running then.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const appRoot = resolve(options.appRoot);
  const given = options.env ?? process.env;
  const log = new HostLog();
  if (options.onLog) log.onEntry(options.onLog);

  const hostJson = await readHostJson(appRoot, given);
  const server = createServer({ keepAliveTimeout: 130_000, maxHeaderSize: 32_768 });
  await listen(server, options.port ?? 0);

  const host: FunctionsHost = new FunctionsHost({
    appRoot,
    server,
    log,
    oneAtATime:
      hostJson.settings.integer('customHandler:port') !== undefined || Boolean(options.inspectPort),
    startApp: async () => {
      const env = await buildEnvironment(
        { appRoot, port: host.port, cloud: options.cloud ?? false },
        given,
        log,
      );
      const context: AppContext = {
        appRoot,
        env,
        log,
        hostJson: await readHostJson(appRoot, env),
        ...(options.keys && { keys: options.keys }),
        ...(options.inspectPort !== undefined && { inspectPort: options.inspectPort }),
      };
      return isCustomHandler(context.hostJson)
        ? startCustomHandlerApp(context)
        : startFunctionApp(context, (request, operation) => host.noteOperation(request, operation));
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

function isCustomHandler({ settings }: HostJson): boolean {
  return settings.has('customHandler');
}
