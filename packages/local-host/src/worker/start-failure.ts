import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../errors.ts';
import type { LoadReport, RpcException } from './protocol.ts';
import { thrownAt } from './thrown-at.ts';
import { describeWorkerExit, type WorkerExit } from './worker-channel.ts';

/*
 * What keeps an app from being started, each with its remedy. The Functions host is lenient: it starts with no
 * functions, and the reason is somewhere in its log.
 */

/** An entry point threw, or none was found. */
export function entryPointFailed(
  appRoot: string,
  error: NonNullable<LoadReport['error']>,
): HostError {
  const { message, stack = '', code = '' } = error;
  const cause = Object.assign(new Error(message), { stack });
  const packageJson = join(appRoot, 'package.json');
  if (code === 'ERR_NO_ENTRY_POINT') {
    const { scripts = {} } = readPackageJson(appRoot);
    return new HostError(
      'ENTRY_POINT_FAILED',
      `${message} (the pattern is "main" of ${packageJson})`,
      scripts['build']
        ? `Build the app: \`npm install\` and \`npm run build\` in ${appRoot}. Is it built? Then correct "main".`
        : 'Build the app if "main" names what a build makes; else correct "main".',
      { cause },
    );
  }
  const missing = code.endsWith('MODULE_NOT_FOUND')
    ? /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1]
    : undefined;
  if (missing === '@azure/functions') {
    return new HostError('LIBRARY_MISSING', message, installHint(missing, appRoot), { cause });
  }
  const at = thrownAt(stack, appRoot);
  const hint =
    missing && /^[^./\\]/.test(missing)
      ? installHint(missing, appRoot)
      : at
        ? `Correct ${at}.`
        : 'Correct that file, or what it imports. The stack is in the log.';
  return new HostError('ENTRY_POINT_FAILED', message, hint, { cause });
}

function installHint(packageName: string, appRoot: string): string {
  const { dependencies = {}, devDependencies = {} } = readPackageJson(appRoot);
  const isListed = packageName in { ...dependencies, ...devDependencies };
  return isListed
    ? `Install the app's dependencies: \`npm install\` in ${appRoot}.`
    : `Add the package to the app: \`npm install ${packageName}\` in ${appRoot}.`;
}

interface PackageJson {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readPackageJson(appRoot: string): PackageJson {
  try {
    return JSON.parse(readFileSync(join(appRoot, 'package.json'), 'utf8')) as PackageJson;
  } catch {
    return {}; // What is wrong with it is told elsewhere.
  }
}

/** The app was loaded without an error, and yet there is no function. */
export function nothingRegistered(appRoot: string, loading: LoadReport): HostError {
  const { main, packageJsonProblem, libraryLoaded } = loading;
  const packageJson = join(appRoot, 'package.json');
  const [old] = globSync('*/function.json', { cwd: appRoot });
  if (old) {
    return new HostError(
      'RUNTIME_NOT_EMULATED',
      `No function is registered in code, and there is ${join(appRoot, old)}: this is an app of the programming model v3.`,
      'The local host runs model v4. See https://aka.ms/nodejs-v4-upgrade, or run this app with the Core Tools: `func start`.',
    );
  }
  const mainHint =
    'Let "main" name the files that register functions, for example "main": "src/main.js"; ' +
    'it may be a pattern, such as "dist/functions/*.js".';
  if (packageJsonProblem) {
    return new HostError('ENTRY_POINT_FAILED', `${packageJson}: ${packageJsonProblem}.`, mainHint);
  }
  if (!main) {
    return new HostError(
      'ENTRY_POINT_FAILED',
      `${packageJson}: "main" is missing, or no text, so that nothing is loaded.`,
      mainHint,
    );
  }
  if (!libraryLoaded) {
    return new HostError(
      'LIBRARY_MISSING',
      `No function is registered: nothing that "${main}" loads uses @azure/functions.`,
      `Check "main" in ${packageJson}. Is the app bundled? Then @azure/functions-core has to stay external.`,
    );
  }
  return new HostError(
    'NO_FUNCTIONS',
    `No function is registered by what "${main}" loads.`,
    'Register functions with app.mcpTool, app.http … while those files are loaded: what is not imported by them, ' +
      'or runs later, does not count.',
  );
}

/** An appStart hook threw, or what the library does after it. */
export function startHookFailed(appRoot: string, exception: RpcException | undefined): HostError {
  const { message = '', stackTrace = '' } = exception ?? {};
  const at = thrownAt(stackTrace, appRoot);
  return new HostError(
    'START_HOOK_FAILED',
    `The app was loaded, but an appStart hook failed: ${message}`,
    at ? `Correct ${at}.` : 'Correct what app.hook.appStart registers.',
    { cause: Object.assign(new Error(message), { stack: stackTrace }) },
  );
}

/** Nothing was answered in time. */
export function didNotAnswer(timeoutMs: number, entryPoint: string | undefined): HostError {
  return new HostError(
    'WORKER_EXITED',
    `The app did not answer within ${timeoutMs / 1000} s${whileLoading(entryPoint)}.`,
    'Most likely a top-level await in that file, or in what it imports, never settles; or an appStart hook.',
  );
}

/** The process ended before it answered: `process.exit`, or an error that nobody caught. */
export function endedAtStart(
  exit: WorkerExit,
  entryPoint: string | undefined,
  lastLines: readonly string[],
): HostError {
  if (exit.error) {
    return new HostError(
      'WORKER_EXITED',
      `The app's process could not be started: ${exit.error.message}`,
      'Check that the app folder exists and can be read.',
    );
  }
  const said = lastLines.length > 0 ? `\n${lastLines.join('\n')}` : '';
  return new HostError(
    'WORKER_EXITED',
    `The app's process ended${whileLoading(entryPoint)}: ${describeWorkerExit(exit)}.${said}`,
    'Look for process.exit and for errors that nobody catches, in that file and in what it imports.',
  );
}

const whileLoading = (entryPoint: string | undefined) =>
  entryPoint ? ` while "${entryPoint}" was loaded` : ' while it was started';
