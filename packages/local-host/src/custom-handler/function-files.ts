import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionInfo } from '../app-runtime.ts';
import { messageOf } from '../errors.ts';
import { readJsonFile } from '../settings/host-json.ts';
import { authorizationLevels, type HttpFunction } from '../triggers/http/routing/http-function.ts';
import { type BindingJson, isTrigger, typeOf } from './function-shape.ts';

/**
 * The functions that the app describes in `<function>/function.json`, as apps did before
 * `customHandler.http.routes`. What is wrong with a file is an error of its function alone; only functions
 * of HTTP run here.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Host/HostFunctionMetadataProvider.cs
 */
export async function readFunctionFiles(appRoot: string): Promise<(FunctionInfo | HttpFunction)[]> {
  const entries = await readdir(appRoot, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) => {
        const directory = join(appRoot, name);
        try {
          const json = await readJsonFile(join(directory, 'function.json'), 'HOST_JSON_INVALID');
          return json && functionOf(name, json, directory);
        } catch (error) {
          return failed(name, messageOf(error));
        }
      }),
  );
  return found.filter((info) => info !== undefined);
}

/** The function of one function.json. */
export function functionOf(
  name: string,
  json: Readonly<Record<string, unknown>>,
  directory: string,
): FunctionInfo | HttpFunction {
  if (!/^(?!host$)[a-z][\w-]{0,127}$/i.test(name)) {
    return failed(name, `'${name}' is not a valid function name.`);
  }
  const bindings: BindingJson[] = Array.isArray(json['bindings'])
    ? json['bindings'].filter((binding) => typeof binding === 'object' && binding !== null)
    : [];
  if (bindings.length === 0) return failed(name, 'At least one binding must be declared.');
  const description = { language: 'custom', directory, bindings };
  const [trigger, second] = bindings.filter(isTrigger);
  const error = trigger ? errorIn(bindings, second) : missingTrigger;
  const type = typeof trigger?.['type'] === 'string' ? trigger['type'] : '';
  const isHttp = type.toLowerCase() === 'httptrigger';
  if (!trigger || !isHttp)
    return { ...failed(name, error ?? notEmulated(type)), trigger: type, description };

  const { route, methods, authLevel } = trigger;
  const level = authorizationLevels.find((known) => known === String(authLevel).toLowerCase());
  return {
    name,
    trigger: 'httpTrigger',
    route: typeof route === 'string' && route ? route : name,
    ...(Array.isArray(methods) && { methods: methods.map(String) }),
    authorizationLevel: level ?? 'function',
    description,
    ...(error !== undefined && { error }),
  };
}

const missingTrigger =
  'No trigger binding specified. A function must have a trigger input binding.';

function failed(name: string, error: string): FunctionInfo {
  return { name, trigger: '', error };
}

function errorIn(
  bindings: readonly BindingJson[],
  second: BindingJson | undefined,
): string | undefined {
  if (second) {
    return 'Multiple trigger bindings defined. A function can only have a single trigger binding.';
  }
  const other = bindings.find((binding) => !['httptrigger', 'http'].includes(typeOf(binding)));
  return other && notEmulated(String(other['type']));
}

function notEmulated(type: string): string {
  return `The local host does not emulate '${type}' for custom handlers.`;
}
