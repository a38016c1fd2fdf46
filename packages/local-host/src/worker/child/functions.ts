import { basename, dirname } from 'node:path';
import type { Worker } from './app.ts';
import type { CoreFunctionMetadata, FunctionCallback } from './core-types.ts';
import { Disposable } from './disposable.ts';
import { encodeBindings, encodeRetryOptions } from './encode-metadata.ts';
import { SystemError } from './errors.ts';

/**
 * Registers a function under its id, which is its name unless it has one of its own.
 * Throws when that id is taken, and once the host has asked for the functions.
 * @see Azure/azure-functions-nodejs-worker:src/coreApi/registerFunction.ts
 */
export function registerFunction(
  { app }: Worker,
  core: CoreFunctionMetadata,
  callback: FunctionCallback,
): Disposable {
  if (app.locked) {
    throw new SystemError('A function can only be registered during app startup.');
  }
  app.registers = true;
  const functionId = core.functionId || core.name;
  if (functionId in app.functions) {
    throw new SystemError(`A function with id "${functionId}" has already been registered.`);
  }

  const metadata = {
    name: core.name,
    functionId,
    scriptFile: app.entryPoint ? basename(app.entryPoint) : 'unknown',
    ...(app.entryPoint && { directory: dirname(app.entryPoint) }),
    bindings: encodeBindings(core.bindings),
    // The key wins over the binding's own name: that is how a return binding gets to be called `$return`.
    rawBindings: Object.entries(core.bindings).map(([name, binding]) =>
      JSON.stringify({ ...binding, name }),
    ),
    ...encodeRetryOptions(core.retryOptions),
  };
  app.functions[functionId] = { metadata, core: { ...metadata, ...core, functionId }, callback };

  return new Disposable(() => {
    if (app.locked) throw new SystemError('A function can only be disposed during app startup.');
    delete app.functions[functionId];
  });
}
