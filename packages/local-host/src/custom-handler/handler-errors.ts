import { dirname } from 'node:path';
import { describeExit } from '../child-process/child-exit.ts';
import { HostError, messageOf } from '../errors.ts';
import type { CustomHandlerOptions } from './options.ts';

/** What an error message tells of the handler. */
export interface HandlerFacts {
  readonly options: CustomHandlerOptions;
  readonly executable: string;
  readonly port: number;
  /** The newest lines that the handler wrote to stderr. */
  readonly lastErrors: readonly string[];
}

/** The folder that the executable is to run in is not there, which the system would lay to the executable. */
export function noWorkingDirectory(
  { options, executable }: HandlerFacts,
  folder: string,
): HostError {
  return new HostError(
    'HANDLER_MISSING',
    `Failed to start Worker Channel. Process fileName: ${executable} (there is no folder ${folder})`,
    `Correct "customHandler.description.workingDirectory" in ${options.file}: a folder below the app folder, or ` +
      'leave it out to start in the app folder itself.',
  );
}

/** The executable could not be started; a cause that is the user's to mend is the error itself. */
export function cannotStart({ options, executable }: HandlerFacts, cause: unknown): HostError {
  if (cause instanceof HostError) return cause;
  return new HostError(
    'HANDLER_MISSING',
    `Failed to start Worker Channel. Process fileName: ${executable} (${messageOf(cause)})`,
    `Correct "customHandler.description.defaultExecutablePath" in ${options.file}: a program on the PATH, or a ` +
      'file in the app folder that can be run. Scripts with the extensions .cmd and .bat cannot.',
    { cause },
  );
}

/** The handler runs and does not answer on its port. */
export function notListening(facts: HandlerFacts): HostError {
  const { options, executable, port } = facts;
  const seconds = options.initializationTimeout / 1000;
  return new HostError(
    'HANDLER_NOT_LISTENING',
    `Initializing HttpWorker timed out. ${executable} did not answer on port ${port} within ${seconds} s` +
      ` (${options.file}).${quote(facts)}`,
    'Let the server listen on 127.0.0.1 and on the port in the environment variable ' +
      'FUNCTIONS_CUSTOMHANDLER_PORT. If it only needs longer, raise "customHandler.initializationTimeout".',
  );
}

/** The handler ended before it answered. */
export function endedAtStart(facts: HandlerFacts, code: number): HostError {
  return new HostError(
    'HANDLER_EXITED',
    `${describeExit(facts.executable, code)} before it listened on port ${facts.port} (${facts.options.file}).` +
      quote(facts),
    hintFor(facts, code),
  );
}

function hintFor({ lastErrors, options }: HandlerFacts, code: number): string {
  if (code === 0) {
    return 'The program has to keep running and serve HTTP. Check "customHandler.description.arguments".';
  }
  const lacksModule = /Cannot find (?:module|package)|ERR_MODULE_NOT_FOUND/.test(lastErrors.join());
  return lacksModule
    ? `Install the app's dependencies, and build it if it has a build: \`npm install\` in ${dirname(options.file)}.`
    : 'Mend what the lines above say, or run the same command in the app folder to see more.';
}

/** The handler failed too often. */
export function failedTooOften(facts: HandlerFacts): HostError {
  return new HostError(
    'HANDLER_EXITED',
    `Exceeded http worker restart retry count. Shutting down Functions Host (${facts.options.file}).${quote(facts)}`,
    `Find out why ${facts.executable} ends: its last lines are in the log.`,
  );
}

/** Requests waited too long for a handler that is gone. */
export function neverCameBack(facts: HandlerFacts): HostError {
  return new HostError(
    'HANDLER_EXITED',
    `Initialization timed out and host is shutting down: ${facts.executable} is gone (${facts.options.file}).`,
    'A handler that ends with exit code 0 is not started again. It has to keep running, or to end with 200 ' +
      'to be restarted.',
  );
}

function quote({ lastErrors }: HandlerFacts): string {
  return lastErrors.length > 0 ? `\nIts last error output:\n  ${lastErrors.join('\n  ')}` : '';
}
