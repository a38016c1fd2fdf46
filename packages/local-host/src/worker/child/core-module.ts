import Module from 'node:module';
import type { Worker } from './app.ts';
import type {
  CoreFunctionMetadata,
  FunctionCallback,
  HookCallback,
  LogCategory,
  LogLevel,
  ProgrammingModel,
} from './core-types.ts';
import { Disposable } from './disposable.ts';
import { SystemError } from './errors.ts';
import { registerFunction } from './functions.ts';
import { registerHook } from './hooks.ts';
import { writeLog } from './log.ts';
import { workerVersion } from './worker-metadata.ts';

const coreModuleId = '@azure/functions-core';
/** The library, by its name, or by its path where an ES module imports it. */
const libraryId = /^@azure\/functions$|[\\/]@azure[\\/]functions[\\/]/;

/** Node's loader, under which every `require` runs: of the app, of the library, and of a bundle. */
interface ModuleLoader {
  _load: (this: unknown, id: string, ...others: unknown[]) => unknown;
}

/**
 * Makes `require('@azure/functions-core')` give the worker's own module, which exists nowhere on disk.
 * The library asks for it at the app's first call, so this has to be done before the app is loaded.
 * @see Azure/azure-functions-nodejs-worker:src/setupCoreModule.ts
 */
export function installCoreModule(worker: Worker): void {
  const core = createCoreModule(worker);
  const loader = Module as unknown as ModuleLoader;
  const load = loader._load;
  loader._load = function (this: unknown, id, ...others) {
    if (id === coreModuleId) {
      worker.app.loading.libraryLoaded = true;
      return core;
    }
    if (libraryId.test(id)) worker.app.loading.libraryLoaded = true;
    return load.call(this, id, ...others);
  };
}

/** What `@azure/functions-core` exports. */
export function createCoreModule(worker: Worker) {
  return {
    version: workerVersion,
    get hostVersion(): string {
      if (worker.hostVersion) return worker.hostVersion;
      throw new SystemError('Cannot access hostVersion before worker init');
    },
    registerHook: (name: string, callback: HookCallback) =>
      registerHook(worker.app, name, callback),
    setProgrammingModel: (model: ProgrammingModel) => {
      worker.app.model = model;
    },
    getProgrammingModel: () => worker.app.model,
    log: (level: LogLevel, category: LogCategory, message: string) =>
      writeLog(worker, level, category, message),
    registerFunction: (metadata: CoreFunctionMetadata, callback: FunctionCallback) =>
      registerFunction(worker, metadata, callback),
    Disposable,
  };
}
