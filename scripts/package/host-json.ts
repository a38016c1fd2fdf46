import { posix } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import type { PackagedApp } from './apps.ts';
import type { AuthMode } from '@side-by-side/azure';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * What an auth mode lays over the host.json of an app: the levels of the host's own gate, which is open only where Easy
 * Auth stands before it, or nobody.
 */
export function authLevels(isCustomHandler: boolean, authMode: AuthMode): JsonObject {
  const asksForKey = authMode === 'key';
  return isCustomHandler
    ? {
        customHandler: {
          http: { DefaultAuthorizationLevel: asksForKey ? 'function' : 'anonymous' },
        },
      }
    : {
        extensions: {
          mcp: { system: { webhookAuthorizationLevel: asksForKey ? 'System' : 'Anonymous' } },
        },
      };
}

/**
 * The host.json of the deploy folder: the app's, with the levels that the auth mode asks for and, for a custom handler,
 * the bundle in the place of the source.
 * @throws UsageError when a custom handler does not start the file that gets bundled.
 */
export function stampHostJson(
  { $schema: _forEditors, ...hostJson }: JsonObject,
  authMode: AuthMode,
  app: PackagedApp,
): JsonObject {
  const { customHandler } = hostJson;
  const stamped = merge(hostJson, authLevels(isObject(customHandler), authMode));
  if (!isObject(customHandler)) return stamped;
  const { description } = customHandler;
  const given = isObject(description) ? description['arguments'] : undefined;
  return merge(stamped, {
    customHandler: { description: { arguments: bundledArguments(given, app) } },
  });
}

function bundledArguments(args: unknown, { name, entry, main }: PackagedApp): string[] {
  const list = Array.isArray(args) ? args.map(String) : [];
  const isEntry = (argument: string): boolean => posix.normalize(argument) === entry;
  if (!list.some(isEntry)) {
    throw new UsageError(
      `apps/${name}/host.json: customHandler.description.arguments does not name ${entry}, which packaging replaces by the bundle.`,
    );
  }
  return list.map((argument) => (isEntry(argument) ? main : argument));
}

/** A copy of `below` with all that `above` has; objects are merged, anything else is replaced. */
function merge(below: JsonObject, above: JsonObject): JsonObject {
  const merged = Object.entries(above).map(([key, value]) => {
    const under = below[key];
    return [key, isObject(under) && isObject(value) ? merge(under, value) : value];
  });
  return { ...below, ...(Object.fromEntries(merged) as JsonObject) };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
