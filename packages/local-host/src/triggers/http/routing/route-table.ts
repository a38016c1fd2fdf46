import type { FunctionInfo } from '../../../app-runtime.ts';
import { DotNetError } from '../../../dotnet/dotnet-error.ts';
import { compareOrdinalIgnoringCase, foldOrdinal } from '../../../dotnet/ordinal.ts';
import { type HttpFunction, isHttpFunction } from './http-function.ts';
import { matchTemplate } from './match-route.ts';
import { decodePath } from './request-path.ts';
import { type ConstraintCheck, resolveConstraints } from './route-constraints.ts';
import { routeCreationError } from './route-exceptions.ts';
import { parseTemplate, type RouteTemplate } from './route-template.ts';

/** A request's function, and what the path says to it. */
export interface RouteMatch {
  readonly info: HttpFunction;
  /** The values of the route's parameters, decoded, defaults included; what is absent is no member. */
  readonly params: Readonly<Record<string, string>>;
}

/** Functions with their routes mapped. */
export interface RouteTable {
  /** As given, with the errors that mapping them brought up, in the order of their names. */
  readonly functions: readonly (FunctionInfo | HttpFunction)[];
  /** The function that takes a request, if any. `path` is that of the target, raw and without the query. */
  find(method: string, path: string): RouteMatch | undefined;
}

interface MappedRoute {
  readonly info: HttpFunction;
  readonly methods: ReadonlySet<string> | undefined;
  readonly template: RouteTemplate;
  readonly checks: readonly ConstraintCheck[];
}

/**
 * Maps functions to their routes below `prefix`. The first that matches wins, in the order of the
 * functions' names; a literal has no precedence.
 * @throws DotNetError for a route that stops the whole host.
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/WebScriptHostHttpRoutesManager.cs
 */
export function mapRoutes(
  given: readonly (FunctionInfo | HttpFunction)[],
  prefix: string,
): RouteTable {
  const accepted: HttpFunction[] = [];
  const functions = given
    .toSorted((a, b) => compareOrdinalIgnoringCase(a.name, b.name))
    .map((info) => {
      if (info.error !== undefined || info.disabled || !isHttpFunction(info)) return info;
      const named = info.route.trim() ? info : { ...info, route: info.name };
      const error = conflictOf(named, accepted);
      if (error === undefined) accepted.push(named);
      return error === undefined ? named : { ...named, error };
    });
  const mapped = accepted.map((info) => mapRoute(info, prefix));
  return {
    functions,
    find(method, path) {
      const verb = method.toUpperCase();
      const decoded = decodePath(path);
      const folded = foldOrdinal(decoded);
      for (const route of mapped) {
        if (route.methods && !route.methods.has(verb)) continue;
        const values = matchTemplate(route.template, decoded, folded);
        if (values && route.checks.every(({ name, test }) => test(values.get(name)))) {
          return { info: route.info, params: Object.fromEntries(values) };
        }
      }
      return undefined;
    },
  };
}

function mapRoute(info: HttpFunction, prefix: string): MappedRoute {
  const { name, route, methods } = info;
  const text = prefix ? `${prefix}/${route}` : route;
  try {
    const template = parseTemplate(text);
    return {
      info,
      methods: methods && new Set(methods.map((method) => method.toUpperCase())),
      template,
      checks: resolveConstraints(template),
    };
  } catch (error) {
    if (!(error instanceof DotNetError)) throw error;
    throw routeCreationError(
      `An error occurred while creating the route with name '${name}' and template '${text}'.`,
      error,
    );
  }
}

/**
 * Why a function cannot have its route beside those that have theirs already.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Host/ScriptHost.cs `ValidateFunction`
 */
function conflictOf(info: HttpFunction, accepted: readonly HttpFunction[]): string | undefined {
  const route = comparable(info);
  if (route.startsWith('ADMIN') || route.startsWith('RUNTIME')) {
    return 'The specified route conflicts with one or more built in routes.';
  }
  const earlier = accepted.find((other) => comparable(other) === route && shareVerb(info, other));
  return (
    earlier && `The route specified conflicts with the route defined by function '${earlier.name}'.`
  );
}

function comparable({ route }: HttpFunction): string {
  return foldOrdinal(route.replace(/^\/+|\/+$/g, ''));
}

/** No verbs at all count as every verb here, and letter case counts. */
function shareVerb({ methods: a = [] }: HttpFunction, { methods: b = [] }: HttpFunction): boolean {
  return a.length === 0 || b.length === 0 || a.some((method) => b.includes(method));
}
