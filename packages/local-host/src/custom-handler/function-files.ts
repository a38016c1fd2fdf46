import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionInfo } from '../app-runtime.ts';
import { readJsonFile } from '../settings/host-json.ts';
import { authorizationLevels } from './options.ts';
import type { HttpFunction } from './routes.ts';

/**
 * The functions that the app describes in `<function>/function.json`, as apps did before
 * `customHandler.http.routes`. Only HTTP triggers run here; the others are in error.
 * @throws HostError when one of the files cannot be read.
 */
export async function readFunctionFiles(appRoot: string): Promise<(FunctionInfo | HttpFunction)[]> {
  const entries = await readdir(appRoot, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) => {
        const file = join(appRoot, name, 'function.json');
        const json = await readJsonFile(file, 'HOST_JSON_INVALID');
        return json && functionOf(name, json);
      }),
  );
  return found.filter((info) => info !== undefined);
}

/** The function of one function.json. */
export function functionOf(
  name: string,
  json: Readonly<Record<string, unknown>>,
): FunctionInfo | HttpFunction {
  const bindings: unknown[] = Array.isArray(json['bindings']) ? json['bindings'] : [];
  const trigger = bindings
    .filter((binding) => typeof binding === 'object' && binding !== null)
    .map((binding) => binding as Readonly<Record<string, unknown>>)
    .find(({ type }) => typeof type === 'string' && /trigger$/i.test(type));
  if (!trigger) return { name, trigger: '', error: 'No trigger binding is specified.' };

  const type = String(trigger['type']);
  if (type.toLowerCase() !== 'httptrigger') {
    return {
      name,
      trigger: type,
      error: `The local host does not emulate '${type}' for custom handlers.`,
    };
  }
  const { route, methods, authLevel } = trigger;
  const level = authorizationLevels.find((known) => known === String(authLevel).toLowerCase());
  return {
    name,
    trigger: 'httpTrigger',
    route: typeof route === 'string' && route ? route : name,
    ...(Array.isArray(methods) && {
      methods: methods.map((method) => String(method).toUpperCase()),
    }),
    authorizationLevel: level ?? 'function',
  };
}
