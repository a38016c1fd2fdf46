import type { HostLog } from '../log/log.ts';
import { workerCategory } from './console-log.ts';
import { httpUriOf } from './http-uri.ts';
import { loadApp, type LoadedApp } from './load-worker.ts';
import { nodeArgumentsOf, waitsForDebugger } from './node-arguments.ts';
import type { FunctionMetadata, InvocationRequest, InvocationResponse } from './protocol.ts';
import { didNotAnswer } from './start-failure.ts';
import { settlesWithin, unlessAborted } from '../within.ts';
import { describeWorkerExit, WorkerChannel, type WorkerExit } from './worker-channel.ts';
import { createWorkerOutput, type WorkerOutput } from './worker-output.ts';

export interface WorkerOptions {
  /** The app's folder, a whole path. */
  readonly appRoot: string;
  /** The app's whole environment; `languageWorkers__node__arguments` in it are arguments for Node. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: HostLog;
  /** Where the debugger listens on loopback; 0 for any free port. */
  readonly inspectPort?: number;
  /** How long loading the app may take, in milliseconds. @default 30_000 */
  readonly startTimeoutMs?: number;
  /** Aborts when the worker is not wanted any more while it starts. */
  readonly signal?: AbortSignal;
}

/** A process that hosts an `@azure/functions` app: loaded, and ready for invocations. */
export class WorkerProcess {
  /** The functions in the order of their registration. */
  readonly functions: readonly FunctionMetadata[];
  /** What the worker can do, and what the app's `app.setup` added. */
  readonly capabilities: Readonly<Record<string, string>>;
  /**
   * Where the app takes HTTP requests as streams, each with the header `x-ms-invocation-id` of its invocation.
   * Undefined for an app without `enableHttpStream`, to whose invocations requests belong whole.
   */
  readonly httpUri: URL | undefined;
  /** Settles when the process has ended, however that came. */
  readonly exited: Promise<WorkerExit>;
  readonly #channel: WorkerChannel;
  readonly #output: WorkerOutput;
  readonly #log: HostLog;
  readonly #underWay = new Set<Promise<unknown>>();
  #terminated = false;

  /**
   * Starts the process and loads the app. Unlike the Functions host, which starts with whatever functions it got,
   * it fails for every app that is not whole.
   * @throws HostError that names the file and the remedy, or the reason of the signal; the process is gone by then.
   */
  static async start(options: WorkerOptions): Promise<WorkerProcess> {
    const { appRoot, env, log, inspectPort, startTimeoutMs = 30_000, signal } = options;
    signal?.throwIfAborted();
    const output = createWorkerOutput(log);
    const { onLog, onLine } = output;
    const nodeArguments = nodeArgumentsOf(env, inspectPort);
    const channel = new WorkerChannel({ appRoot, env, nodeArguments, onLog, onLine });
    try {
      const loading = loadApp(channel, output, appRoot);
      const inTime =
        waitsForDebugger(nodeArguments) ||
        (await unlessAborted(settlesWithin(loading, startTimeoutMs), signal));
      if (!inTime) throw didNotAnswer(startTimeoutMs, output.entryPoint);
      return new WorkerProcess(channel, output, log, await unlessAborted(loading, signal));
    } catch (error) {
      channel.kill();
      await channel.exited;
      throw error;
    }
  }

  private constructor(
    channel: WorkerChannel,
    output: WorkerOutput,
    log: HostLog,
    { functions, capabilities }: LoadedApp,
  ) {
    this.functions = functions;
    this.capabilities = capabilities;
    this.httpUri = httpUriOf(capabilities);
    this.#channel = channel;
    this.#output = output;
    this.#log = log;
    this.exited = channel.exited;
    void channel.exited.then((exit) => this.#logExit(exit));
  }

  get pid(): number | undefined {
    return this.#channel.process.pid;
  }

  /**
   * Invokes a function; any number may be under way at a time. A handler that fails is an answer, too.
   * @throws WorkerGoneError when the process ends first.
   */
  invoke(request: InvocationRequest): Promise<InvocationResponse> {
    const call = this.#channel.request('invocationRequest', request);
    const settled: Promise<unknown> = call.then(
      () => this.#underWay.delete(settled),
      () => this.#underWay.delete(settled),
    );
    this.#underWay.add(settled);
    return call;
  }

  /** Waits until the invocations that are under way have been answered, or for `timeoutMs` milliseconds. */
  async drain(timeoutMs: number): Promise<void> {
    await settlesWithin(Promise.all(this.#underWay), timeoutMs);
  }

  /**
   * Has the app run its appTerminate hooks and end, and kills it after `graceMs` milliseconds.
   * Invocations under way are lost, as in Azure: `drain` first.
   */
  async terminate(graceMs: number): Promise<void> {
    this.#terminated = true;
    this.#channel.post('workerTerminate', { gracePeriod: { seconds: graceMs / 1000 } });
    if (await settlesWithin(this.exited, graceMs)) return;
    this.#log.write(
      'warning',
      workerCategory,
      `The app did not end within ${graceMs} ms and was killed: an appTerminate hook failed, or takes too long.`,
    );
    this.#channel.kill();
    await this.exited;
  }

  #logExit(exit: WorkerExit): void {
    if (this.#terminated) return;
    const said = this.#output.lastLines.join('\n');
    this.#log.write(
      'error',
      workerCategory,
      `Language Worker Process exited. Pid=${this.pid}.\n${describeWorkerExit(exit)}\n${said}`.trimEnd(),
    );
  }
}
