import { HostError } from '../errors.ts';
import type { AppContext } from '../app-runtime.ts';
import { DotNetError, flattenException } from '../dotnet/dotnet-error.ts';
import { isDisabled, isRunning } from '../host/functions.ts';
import { logStartFailure } from '../host/start-failure.ts';
import type { HostLog } from '../log/log.ts';
import { readFunctionFiles } from './function-files.ts';
import type { CustomHandlerOptions } from './options.ts';
import { describeMapping, isHttpFunction } from '../triggers/http/routing/http-function.ts';
import { mapRoutes, type RouteTable } from '../triggers/http/routing/route-table.ts';
import { functionsOfRoutes } from './route-functions.ts';
import { resolveWorkerRuntime, routesNeedCustomRuntime } from './worker-runtime.ts';

/**
 * The functions of the app: those of host.json's routes, or those of its function.json files. Says in the
 * log what is odd about the settings that decide on this.
 * @throws HostError when there are none, or both, or routes in an app of another worker runtime.
 */
export async function readFunctions(
  { appRoot, hostJson, env, log }: AppContext,
  options: CustomHandlerOptions,
): Promise<RouteTable['functions']> {
  const runtime = resolveWorkerRuntime(hostJson, env);
  for (const warning of runtime.warnings) log.write('warning', 'Host.Startup', warning);
  const described = await readFunctionFiles(appRoot);
  if (options.routes.length > 0) {
    if (!runtime.custom) throw routesNeedCustomRuntime(hostJson.file);
    if (described.length === 0) return functionsOfRoutes(options.routes);
    throw new HostError(
      'HOST_JSON_INVALID',
      `${hostJson.file}: Detected both function.json files and custom handler HTTP route configuration ` +
        'definition in host.json. Only one configuration source is supported.',
      'Remove either the function.json files ' +
        `(${described.map(({ name }) => `${name}/function.json`).join(', ')}) or the HTTP routes entries in ` +
        'host.json; the configuration profile has one.',
    );
  }
  if (described.length > 0) return described;
  throw new HostError(
    'NO_FUNCTIONS',
    `${hostJson.file} has no route for the custom handler, and no folder of the app has a function.json.`,
    'Add "configurationProfile": "mcp-custom-handler" to host.json, or "customHandler": { "http": { "routes": … } }.',
  );
}

/**
 * Maps the functions that are not disabled to their routes.
 * @throws HostError for a route that stops the whole host.
 */
export function mapFunctions(
  given: RouteTable['functions'],
  prefix: string,
  { hostJson, env, log }: AppContext,
): RouteTable {
  const functions = given.map((info) =>
    isDisabled(info.name, env, log) ? { ...info, disabled: true as const } : info,
  );
  try {
    return mapRoutes(functions, prefix);
  } catch (error) {
    if (!(error instanceof DotNetError)) throw error;
    logStartFailure(error, log);
    throw new HostError(
      'REGISTRATION_INVALID',
      `${hostJson.file}: ${flattenException(error)}`,
      'Correct the route. On Azure the host would not start, and answer 503 to every request.',
      { cause: error },
    );
  }
}

/** Writes what the host writes about functions when it starts. */
export function logFunctions(log: HostLog, { functions }: RouteTable, prefix: string): void {
  const working = functions.filter(isRunning);
  for (const info of functions.filter(isHttpFunction)) {
    const level = info.authorizationLevel.replace(/^./, (first) => first.toUpperCase());
    log.write(
      info.error === undefined ? 'information' : 'error',
      'HttpWorkerFunctionProvider',
      info.error === undefined
        ? `Created function '${info.name}' for route '${info.route}' (authLevel=${level}).`
        : `Unable to create function '${info.name}' for '${info.route}' due to invalid route: ${info.error}`,
    );
  }
  log.write('information', 'Host.Startup', `${working.length} functions found (Custom)`);
  const mapped = working.filter(isHttpFunction).map((info) => describeMapping(info, prefix));
  const lines = [
    'Initializing function HTTP routes',
    ...(mapped.length > 0 ? mapped : ['No HTTP routes mapped']),
  ];
  log.write('information', 'WebScriptHostHttpRoutesManager', lines.join('\n'));
  for (const { name, error } of functions) {
    if (error) log.write('error', 'Host.Startup', `The '${name}' function is in error: ${error}`);
  }
}
