import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadingEntryPoint } from '../protocol.ts';
import type { App, Worker } from './app.ts';
import { findEntryPoints, isModule, noEntryPoint } from './entry-points.ts';
import { type MaybeSystemError, SystemError, toError } from './errors.ts';
import { runHooks, withReadOnly } from './hooks.ts';
import { writeLog } from './log.ts';
import { type PackageJson, readPackageJson } from './package-json.ts';

/**
 * Loads the app and runs its appStart hooks, also after an entry point has failed: that failure is kept, and
 * answered when the host asks for the functions. Throws what a hook throws.
 * @see Azure/azure-functions-nodejs-worker:src/startApp.ts
 */
export async function startApp(worker: Worker, functionAppDirectory: string): Promise<void> {
  const { app } = worker;
  await loadEntryPoints(worker, functionAppDirectory, packageJsonOf(worker, functionAppDirectory));
  await runHooks(
    app,
    'appStart',
    withReadOnly(
      { functionAppDirectory },
      { hookData: app.hookData, appHookData: app.appHookData },
    ),
  );
}

/** A package.json that cannot be used is only a warning, and counts as empty. */
function packageJsonOf(worker: Worker, appRoot: string): PackageJson {
  try {
    return readPackageJson(appRoot);
  } catch (error) {
    const problem = toError(error).message;
    worker.app.loading.packageJsonProblem = problem;
    writeLog(worker, 'warning', 'system', `Worker failed to load package.json: ${problem}`);
    return {};
  }
}

async function loadEntryPoints(worker: Worker, appRoot: string, packageJson: PackageJson) {
  const { main } = packageJson;
  if (!main) return;
  worker.app.loading.main = main;
  let current = main;
  try {
    const files = findEntryPoints(appRoot, main);
    if (files.length === 0) {
      throw Object.assign(new SystemError(noEntryPoint(main)), { code: 'ERR_NO_ENTRY_POINT' });
    }
    for (const file of files) {
      current = file;
      writeLog(worker, 'debug', 'system', loadingEntryPoint(file));
      await loadEntryPoint(worker.app, join(appRoot, file), packageJson);
    }
  } catch (thrown) {
    keepStartError(worker.app, current, thrown);
  }
}

async function loadEntryPoint(app: App, path: string, packageJson: PackageJson): Promise<void> {
  app.entryPoint = path;
  try {
    if (isModule(path, packageJson)) await import(pathToFileURL(path).href);
    // Awaited as well: what the file registers in a microtask is still its own.
    else await createRequire(path)(path);
  } finally {
    app.entryPoint = undefined;
  }
}

/** Keeps the failure under the message that users of Azure know, and prints its stack. */
function keepStartError(app: App, file: string, thrown: unknown): void {
  const error: MaybeSystemError =
    thrown instanceof Error
      ? thrown
      : new TypeError(`Non-error was thrown: "${String(thrown)}". You should only throw errors.`);
  const message = `Worker was unable to load entry point "${file}": ${error.message}`;
  // Defined, not assigned: the message of an error may be read-only. The stack, unless read before, begins with it.
  Object.defineProperty(error, 'message', { value: message, writable: true, configurable: true });
  error.isAzureFunctionsSystemError = true;
  app.startError = error;
  app.loading.error = {
    message,
    ...(typeof error.stack === 'string' && { stack: error.stack }),
    ...(typeof error.code === 'string' && { code: error.code }),
  };
  console.error(error.stack);
}
