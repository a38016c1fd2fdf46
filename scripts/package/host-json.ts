import { posix } from 'node:path';
import { UsageError } from '@side-by-side/local-host';
import type { PackagedApp } from './apps.ts';
import type { AuthMode } from '@side-by-side/azure';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The host.json of the deploy folder: the app's, with the levels that the auth mode asks for and, for a custom handler,
 * the bundle in the place of the source. The host's key gate is open only where Easy Auth stands before it, or nobody.
 * @throws UsageError when a custom handler does not start the file that gets bundled.
 */
export function stampHostJson(
  { $schema: _forEditors, ...hostJson }: JsonObject,
  authMode: AuthMode,
  app: PackagedApp,
): JsonObject {
  const asksForKey = authMode === 'key';
  if (!isObject(hostJson['customHandler'])) {
    const webhookAuthorizationLevel = asksForKey ? 'System' : 'Anonymous';
    return withValue(hostJson, ['extensions', 'mcp', 'system'], { webhookAuthorizationLevel });
  }
  const levels = { DefaultAuthorizationLevel: asksForKey ? 'function' : 'anonymous' };
  const stamped = withValue(hostJson, ['customHandler', 'http'], levels);
  const description = objectAt(hostJson['customHandler'], 'description');
  return withValue(stamped, ['customHandler', 'description'], {
    arguments: bundledArguments(description['arguments'], app),
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

/** A copy of `object` in which the object at `path` has `members` besides its own. */
function withValue(object: JsonObject, path: readonly string[], members: JsonObject): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined) return { ...object, ...members };
  return { ...object, [first]: withValue(objectAt(object, first), rest, members) };
}

function objectAt(parent: unknown, key: string): JsonObject {
  const value = isObject(parent) ? parent[key] : undefined;
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
