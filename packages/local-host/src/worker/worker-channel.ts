import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describeExit, exitCodeOf } from '../child-process/child-exit.ts';
import { endWithThisProcess } from '../child-process/child-lifetime.ts';
import { compileCacheFolder } from './compile-cache.ts';
import { readLines } from '../log/lines.ts';
import {
  type AnswerTo,
  answers,
  type HostContent,
  type RequestName,
  type RpcLog,
  type WorkerMessage,
} from './protocol.ts';

const workerDirectory = fileURLToPath(new URL('child/', import.meta.url));
/** How long the last output of a process that has ended is waited for; a process that it left may hold it open. */
const lastOutputMs = 500;

export interface ChannelOptions {
  /** The app's folder, which becomes the working directory. */
  readonly appRoot: string;
  /** The whole environment of the process. */
  readonly env: NodeJS.ProcessEnv;
  /** Arguments for Node itself, such as `--inspect`. */
  readonly nodeArguments?: readonly string[];
  readonly onLog: (log: RpcLog) => void;
  /** A line that the process wrote itself. */
  readonly onLine: (stream: 'stdout' | 'stderr', line: string) => void;
}

/** How the process ended: by itself with a code, by a signal, or never started (`error`). */
export interface WorkerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error;
}

/** The worker's process was gone before it answered. */
export class WorkerGoneError extends Error {
  readonly exit: WorkerExit;

  constructor(exit: WorkerExit) {
    super(exit.error?.message ?? describeWorkerExit(exit));
    this.name = 'WorkerGoneError';
    this.exit = exit;
  }
}

/** The exit of a worker in the words of the Functions host. */
export function describeWorkerExit({ code, signal }: WorkerExit): string {
  return describeExit('node', exitCodeOf(code, signal));
}

interface Waiting {
  resolve(message: WorkerMessage): void;
  reject(error: Error): void;
}

/** A worker process and the exchange of messages with it; it knows nothing of what they mean. */
export class WorkerChannel {
  readonly process: ChildProcess;
  /** Settles when the process has ended and all that it sent and wrote has been read. */
  readonly exited: Promise<WorkerExit>;
  readonly #waiting = new Map<string, Waiting>();
  #requests = 0;
  #exit: WorkerExit | undefined;

  constructor({ appRoot, env, nodeArguments = [], onLog, onLine }: ChannelOptions) {
    this.process = fork(fileURLToPath(new URL('child/main.ts', import.meta.url)), {
      cwd: appRoot,
      env: {
        NODE_COMPILE_CACHE: compileCacheFolder,
        ...env,
        FUNCTIONS_WORKER_DIRECTORY: workerDirectory,
        FUNCTIONS_APPLICATION_DIRECTORY: appRoot,
      },
      execArgv: ['--enable-source-maps', ...nodeArguments],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    // A closed channel ends the worker only once it is idle; one that loops hears nothing of it.
    endWithThisProcess(this.process, () => this.kill());
    readLines(this.process.stdout!, (line) => onLine('stdout', line));
    readLines(this.process.stderr!, (line) => onLine('stderr', line));
    this.process.on('message', (message: WorkerMessage) => {
      if (message.rpcLog) onLog(message.rpcLog);
      else this.#take(message.requestId ?? '')?.resolve(message);
    });
    this.exited = this.#watchExit();
  }

  /** Sends a request and waits for its answer. Rejects with WorkerGoneError when the process ends first. */
  async request<Name extends RequestName>(
    name: Name,
    content: HostContent[Name],
  ): Promise<AnswerTo<Name>> {
    const requestId = String((this.#requests += 1));
    const message = await new Promise<WorkerMessage>((resolve, reject) => {
      if (this.#exit) {
        reject(new WorkerGoneError(this.#exit));
        return;
      }
      this.#send({ requestId, [name]: content });
      this.#waiting.set(requestId, { resolve, reject });
    });
    return message[answers[name]] as AnswerTo<Name>;
  }

  /** Sends what is not answered. */
  post<Name extends Exclude<keyof HostContent, RequestName>>(
    name: Name,
    content: HostContent[Name],
  ): void {
    if (!this.#exit) this.#send({ [name]: content });
  }

  /** Ends the process at once. */
  kill(): void {
    this.process.kill('SIGKILL');
  }

  #send(message: object): void {
    // A channel that fails to send belongs to a process that ends, which is what its requests then hear.
    this.process.send(message, () => {});
  }

  #take(requestId: string): Waiting | undefined {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    return waiting;
  }

  async #watchExit(): Promise<WorkerExit> {
    const exit = await processEnd(this.process);
    this.#exit = exit;
    for (const requestId of this.#waiting.keys()) {
      this.#take(requestId)?.reject(new WorkerGoneError(exit));
    }
    return exit;
  }
}

/** Waits until the process has ended and its streams are read, or `lastOutputMs` after its end. */
function processEnd(child: ChildProcess): Promise<WorkerExit> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
    child.once('exit', (code, signal) => {
      const late = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve({ code, signal });
      }, lastOutputMs);
      child.once('close', () => {
        clearTimeout(late);
        resolve({ code, signal });
      });
    });
  });
}
