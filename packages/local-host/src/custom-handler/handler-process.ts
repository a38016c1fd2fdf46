import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, isAbsolute, resolve } from 'node:path';
import type { HostLog } from '../log/log.ts';
import { exitCodeOf } from '../child-process/child-exit.ts';
import { endWithThisProcess, ownGroup, signalGroup } from '../child-process/child-lifetime.ts';
import { commandArguments } from './command-line.ts';
import { readLines } from '../log/lines.ts';
import { settlesWithin } from '../within.ts';
import { handlerConsoleEntry } from './console-lines.ts';
import { type HandlerFacts, noWorkingDirectory } from './handler-errors.ts';
import type { CustomHandlerOptions } from './options.ts';
import { untilAnswering } from './readiness.ts';
import type { HandlerExit } from './restart-rules.ts';

/** What is needed to start a handler; the same for every process of one app. */
export interface HandlerLaunch {
  readonly options: CustomHandlerOptions;
  readonly appRoot: string;
  /** The app's environment, without what the host adds for its handler. */
  readonly env: NodeJS.ProcessEnv;
  readonly port: number;
  readonly inspectPort?: number;
  readonly log: HostLog;
}

/** How a process came to its end: it exited, or it never ran. */
export type HandlerEnd = HandlerExit | { readonly cannotStart: Error };

/** What came of waiting for a handler to answer. */
export type HandlerStart = 'listening' | 'timeout' | HandlerEnd;

/** So many of the newest lines of stderr are kept for messages: a stack trace and what stands above it. */
const keptErrors = 30;

/** How long a process may take to end when it is asked to, in milliseconds. */
const endWithin = 1_000;

/** So long the last output of a process that ended is waited for: others may hold its pipes open. */
const lastOutputMs = 200;

/** One process of the custom handler, started by the constructor. */
export class HandlerProcess implements HandlerFacts {
  readonly workerId: string = randomUUID();
  readonly options: CustomHandlerOptions;
  readonly executable: string;
  readonly port: number;
  readonly lastErrors: string[] = [];
  /** Settles when the process is gone. */
  readonly exited: Promise<void>;
  /** Settles when the process is gone and its output is read. */
  readonly ended: Promise<HandlerEnd>;
  readonly #child: ChildProcess | undefined;

  constructor(launch: HandlerLaunch) {
    this.options = launch.options;
    this.port = launch.port;
    this.executable = resolveExecutable(launch.options.executable, launch.appRoot);
    const env = handlerEnvironment(launch, this.executable, this.workerId);
    const cwd = resolve(launch.appRoot, launch.options.workingDirectory);
    try {
      if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
        throw noWorkingDirectory(this, cwd);
      }
      this.#child = spawn(this.executable, commandArguments(launch.options, env), {
        ...ownGroup,
        cwd,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch (error) {
      this.ended = Promise.resolve({ cannotStart: error as Error });
      this.exited = Promise.resolve();
      return;
    }
    const child = this.#child;
    endWithThisProcess(child, () => signalGroup(child, 'SIGKILL'));
    this.#log(child, launch.log);
    const end = endOf(child);
    this.exited = end.then(() => undefined);
    this.ended = outputRead(child, end);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Waits until the handler answers, ends, or `timeout` milliseconds are over. */
  async untilListening(timeout: number): Promise<HandlerStart> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeout);
    try {
      return await Promise.race([
        this.ended,
        untilAnswering(this.port, controller.signal).then((yes) => (yes ? 'listening' : 'timeout')),
      ]);
    } finally {
      clearTimeout(timer);
      controller.abort();
    }
  }

  /** Ends the process: asks it to, and kills it if it still runs a second later. */
  async dispose(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    signalGroup(child, 'SIGTERM');
    if (await settlesWithin(this.ended, endWithin)) return;
    signalGroup(child, 'SIGKILL');
    await settlesWithin(this.ended, endWithin);
  }

  #log(child: ChildProcess, log: HostLog): void {
    const system = `Worker.HttpWorkerProcess.${this.workerId}`;
    const write = (stream: 'stdout' | 'stderr', line: string) => {
      const { level, category, message } = handlerConsoleEntry(stream, line, system);
      log.write(level, category, message);
    };
    if (child.stdout) readLines(child.stdout, (line) => write('stdout', line));
    if (child.stderr) {
      readLines(child.stderr, (line) => {
        if (line.trim()) this.lastErrors.push(line);
        if (this.lastErrors.length > keptErrors) this.lastErrors.shift();
        write('stderr', line);
      });
    }
  }
}

/** A file of the app if there is such a file, else a program that the system finds on its PATH. */
export function resolveExecutable(executable: string, appRoot: string): string {
  if (isAbsolute(executable)) return executable;
  const file = resolve(appRoot, executable);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : executable;
}

/**
 * The environment of the handler's process.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/HttpWorkerProcess.cs
 */
export function handlerEnvironment(
  { appRoot, env, port, inspectPort, options }: HandlerLaunch,
  executable: string,
  workerId: string,
): NodeJS.ProcessEnv {
  // In the environment, so that any arguments will do; only there does it reach this process alone.
  const inspect =
    inspectPort !== undefined && /^node(?:\.exe)?$/i.test(basename(executable))
      ? `${env['NODE_OPTIONS'] ?? ''} --inspect=127.0.0.1:${inspectPort}`.trim()
      : undefined;
  return {
    ...env,
    ...(inspect && { NODE_OPTIONS: inspect }),
    FUNCTIONS_HTTPWORKER_PORT: String(port),
    FUNCTIONS_HTTPWORKER_ID: workerId,
    FUNCTIONS_CUSTOMHANDLER_PORT: String(port),
    FUNCTIONS_CUSTOMHANDLER_WORKER_ID: workerId,
    FUNCTIONS_APP_ROOT_PATH: appRoot,
    // Two handlers cannot have the same port.
    ...(options.port !== undefined && { AzureFunctionsJobHost__SequentialRestart: 'true' }),
  };
}

function endOf(child: ChildProcess): Promise<HandlerEnd> {
  return new Promise((done) => {
    child.on('error', (cannotStart) => {
      if (child.pid === undefined) done({ cannotStart });
    });
    child.once('exit', (code, signal) => {
      // What the process left behind would hold its port.
      signalGroup(child, 'SIGKILL');
      done({ code: exitCodeOf(code, signal), pid: child.pid ?? 0 });
    });
  });
}

/** The same end when the output is read, or soon after it. */
async function outputRead(child: ChildProcess, end: Promise<HandlerEnd>): Promise<HandlerEnd> {
  const closed = new Promise((done) => child.once('close', done));
  await end;
  await settlesWithin(closed, lastOutputMs);
  return end;
}
