import { HostError } from '../errors.ts';
import type { AppContext } from '../app-runtime.ts';
import type { HostLog } from '../log/log.ts';
import { readFunctionFiles } from './function-files.ts';
import type { CustomHandlerOptions } from './options.ts';
import { describeMapping, functionsOfRoutes, isHttpFunction, type RouteTable } from './routes.ts';
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

/** Writes what the host writes about functions when it starts. */
export function logFunctions(log: HostLog, { functions }: RouteTable, prefix: string): void {
  const working = functions.filter(({ error }) => error === undefined);
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
