import type { HttpFunction } from '../triggers/http/routing/http-function.ts';
import type { HandlerRoute } from './options.ts';

/** The verbs of a function that a route of host.json makes. */
const methods = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options'] as const;

/** The functions that `customHandler.http.routes` makes: `http-handler1` and so on. */
export function functionsOfRoutes(routes: readonly HandlerRoute[]): HttpFunction[] {
  return routes.map(({ route, authorizationLevel }, i) => {
    const error = errorInRoute(route);
    return {
      name: `http-handler${i + 1}`,
      trigger: 'httpTrigger',
      route,
      methods,
      authorizationLevel,
      ...(error && { error }),
    };
  });
}

/**
 * What is wrong with a route, in the host's words; undefined if nothing is.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/HttpWorkerFunctionProvider.cs
 */
function errorInRoute(route: string): string | undefined {
  if (route.includes(' ')) return 'Route template cannot contain spaces.';
  if (route.includes('//')) return "Route template cannot contain consecutive '/'.";
  let depth = 0;
  for (let i = 0; i < route.length; i += 1) {
    if (route[i] === '{') {
      depth += 1;
      if (route[i + 1] === '}') return "Route template contains an empty parameter '{}'.";
    } else if (route[i] === '}') {
      depth -= 1;
      if (depth < 0) return "Route template contains unmatched closing brace '}'.";
    }
  }
  return depth === 0 ? undefined : "Route template contains unmatched '{'.";
}
