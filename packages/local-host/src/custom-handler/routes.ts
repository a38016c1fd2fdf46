import { compareOrdinalIgnoringCase } from '../dotnet/ordinal.ts';
import { HostError } from '../errors.ts';
import type { FunctionInfo } from '../app-runtime.ts';
import type { AuthorizationLevel, HandlerRoute } from './options.ts';
import {
  errorInRoute,
  matchesTemplate,
  parseTemplate,
  type RouteTemplate,
  segmentsOf,
} from './route-template.ts';

/** A function that HTTP requests reach. */
export interface HttpFunction extends FunctionInfo {
  readonly trigger: 'httpTrigger';
  /** As written, without the prefix. */
  readonly route: string;
  /** In capitals; absent: every verb. */
  readonly methods?: readonly string[];
  readonly authorizationLevel: AuthorizationLevel;
}

/** Functions with their routes mapped. */
export interface RouteTable {
  /** As given, with the errors that mapping them brought up, in the order of their names. */
  readonly functions: readonly (FunctionInfo | HttpFunction)[];
  /** What `path` (without a query) is: a function's, one that the host keeps for itself, or nobody's. */
  find(method: string, path: string): HttpFunction | 'reserved' | undefined;
}

/** The verbs of a function that a route of host.json makes. */
const allMethods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const;

/** The functions that `customHandler.http.routes` makes: `http-handler1` and so on. */
export function functionsOfRoutes(routes: readonly HandlerRoute[]): HttpFunction[] {
  return routes.map(({ route, authorizationLevel }, i) => {
    const error = errorInRoute(route);
    return {
      name: `http-handler${i + 1}`,
      trigger: 'httpTrigger',
      route,
      methods: allMethods,
      authorizationLevel,
      ...(error && { error }),
    };
  });
}

/** Whether a function is one that HTTP requests reach, in error or not. */
export function isHttpFunction(info: FunctionInfo): info is HttpFunction {
  return info.trigger === 'httpTrigger';
}

/**
 * Maps functions to their routes below `prefix`. The first that matches wins, in the order of the
 * functions' names.
 * @throws HostError for a route that stops the whole host.
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/WebScriptHostHttpRoutesManager.cs
 */
export function mapRoutes(
  given: readonly (FunctionInfo | HttpFunction)[],
  prefix: string,
  file: string,
): RouteTable {
  const mapped: { info: HttpFunction; template: RouteTemplate }[] = [];
  const sorted = given.toSorted((a, b) => compareOrdinalIgnoringCase(a.name, b.name));
  const functions = sorted.map((info) => {
    if (info.error !== undefined || !isHttpFunction(info)) return info;
    const template = parseTemplate(fullRoute(info, prefix, file));
    const error = template ? conflictOf(info, mapped) : notEmulated(info.route);
    if (error) return { ...info, error };
    if (template) mapped.push({ info, template });
    return info;
  });
  return {
    functions,
    find(method, path) {
      const segments = segmentsOf(path);
      if (isReserved(segments)) return 'reserved';
      const found = mapped.find(
        ({ info, template }) =>
          (info.methods?.includes(method) ?? true) && matchesTemplate(template, segments),
      );
      return found?.info;
    },
  };
}

/** The line of the start log for a mapped function. */
export function describeMapping({ name, route, methods }: HttpFunction, prefix: string): string {
  const verbs = methods?.join(',').toLowerCase() ?? 'all';
  return `Mapped function route '${prefix}/${route}' [${verbs}] to '${name}'`;
}

/**
 * The admin API and the webhooks of extensions never reach a handler, not even one that takes every path.
 * Recorded from Functions host 4.1037.
 */
function isReserved([first, second, third]: readonly string[]): boolean {
  const start = first?.toLowerCase();
  return (
    start === 'admin' || (start === 'runtime' && second?.toLowerCase() === 'webhooks' && !!third)
  );
}

function fullRoute({ name, route }: HttpFunction, prefix: string, file: string): string {
  if (!prefix) return route.replace(/^\//, '');
  if (!route.startsWith('/')) return route ? `${prefix}/${route}` : prefix;
  throw new HostError(
    'HOST_JSON_INVALID',
    `${file}: An error occurred while creating the route with name '${name}' and template '${prefix}/${route}'. ` +
      "A route cannot contain consecutive '/'.",
    'Take the slash off the start of the route.',
  );
}

function conflictOf(
  info: HttpFunction,
  mapped: readonly { info: HttpFunction }[],
): string | undefined {
  if (/^\/?(?:admin|runtime)(?:\/|$)/i.test(info.route)) {
    return 'The specified route conflicts with one or more built in routes.';
  }
  const earlier = mapped.find(
    (other) =>
      other.info.route.toLowerCase() === info.route.toLowerCase() &&
      (info.methods?.some((method) => other.info.methods?.includes(method) ?? true) ?? true),
  );
  return (
    earlier &&
    `The route specified conflicts with the route defined by function '${earlier.info.name}'.`
  );
}

function notEmulated(route: string): string {
  return (
    `The local host does not emulate the route '${route}': of parameters it knows {name}, {name?} and ` +
    '{*rest}, each as a whole segment.'
  );
}
