import { setTimeout as sleep } from 'node:timers/promises';
import { countError, errorLimit, noErrors } from '../restart-count.ts';
import { HostError, messageOf } from '../errors.ts';
import type { AppContext } from '../app-runtime.ts';
import type { FunctionMetadata, InvocationRequest, InvocationResponse } from './protocol.ts';
import { WorkerProcess } from './worker-process.ts';

const category = 'RpcFunctionInvocationDispatcher';

/** So long, in milliseconds, a worker in which a function hangs has for its appTerminate hooks. */
const endingMs = 5_000;

/** The first worker that dies is replaced at once, the next one after this many milliseconds. */
const restartIntervalMs = 10_000;

/** What tests change. */
export interface SupervisorOverrides {
  /** The clock of the rule that errors 30 minutes apart do not add up, in milliseconds. */
  readonly now?: () => number;
  /** Waits so many milliseconds, or until the signal aborts. */
  readonly delay?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

const defaults: Required<SupervisorOverrides> = {
  now: () => performance.now(),
  delay: (milliseconds, signal) =>
    sleep(milliseconds, undefined, { signal }).catch(() => undefined),
};

/**
 * Keeps an app's worker running by the host's rules: a worker that dies is replaced, the third time
 * within half an hour the host gives up. Invocations wait while there is no worker.
 * @see facts recorded from Functions host 4.1037: `Exceeded language worker restart retry count`
 */
export class WorkerSupervisor {
  readonly functions: readonly FunctionMetadata[];
  /** Settles when the worker has died too often. */
  readonly failed: Promise<HostError>;
  readonly #settleFailed: (error: HostError) => void;
  readonly #context: AppContext;
  readonly #clock: Required<SupervisorOverrides>;
  #worker: Promise<WorkerProcess>;
  #running: WorkerProcess | undefined;
  #errors = noErrors;
  readonly #disposed = new AbortController();
  /** Workers whose end is no death, because the host asked for it. */
  readonly #replaced = new WeakSet<WorkerProcess>();

  /** @throws HostError when the app does not start, or the reason of the context's signal. */
  static async start(
    context: AppContext,
    overrides: SupervisorOverrides = {},
  ): Promise<WorkerSupervisor> {
    const first = await WorkerProcess.start(context);
    return new WorkerSupervisor(context, { ...defaults, ...overrides }, first);
  }

  private constructor(
    context: AppContext,
    clock: Required<SupervisorOverrides>,
    first: WorkerProcess,
  ) {
    this.functions = first.functions;
    this.#context = context;
    this.#clock = clock;
    const { promise, resolve } = Promise.withResolvers<HostError>();
    this.failed = promise;
    this.#settleFailed = resolve;
    this.#worker = Promise.resolve(first);
    this.#watch(first);
  }

  /**
   * The worker that takes invocations now, waited for while there is none. Needed where an invocation and an HTTP
   * request belong together, which have to reach the same process.
   * @throws Error when the host has given up.
   */
  current(): Promise<WorkerProcess> {
    return this.#worker;
  }

  /** The process of the app; undefined while there is none. */
  get process(): { readonly pid: number; readonly name: string } | undefined {
    const pid = this.#running?.pid;
    return pid === undefined ? undefined : { pid, name: 'node' };
  }

  /** Invokes a function. @throws Error when the worker ends before it answers. */
  async invoke(request: InvocationRequest): Promise<InvocationResponse> {
    return (await this.current()).invoke(request);
  }

  /**
   * Ends a worker in which a function hangs, with all else that it runs, and starts another. That counts as no death.
   * Nothing happens to a worker that has been replaced already.
   * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Rpc/FunctionRegistration/RpcFunctionInvocationDispatcher.cs
   */
  async restart(worker: WorkerProcess): Promise<void> {
    const { signal } = this.#disposed;
    const current = await this.#worker.catch(() => undefined);
    if (signal.aborted || current !== worker || this.#replaced.has(worker)) return;
    this.#replaced.add(worker);
    const restarting = worker
      .terminate(endingMs)
      .then(() => WorkerProcess.start({ ...this.#context, signal }));
    this.#follow(restarting);
    await restarting.catch(() => undefined);
  }

  /**
   * Lets invocations under way finish for at most `graceMs` milliseconds, then ends the worker. One that is only being
   * started, or waited for, is given up at once.
   */
  async dispose(graceMs: number): Promise<void> {
    this.#disposed.abort(new Error('The host is stopping.'));
    const worker = await this.#worker.catch(() => undefined);
    await worker?.drain(graceMs);
    await worker?.terminate(graceMs);
  }

  #watch(worker: WorkerProcess): void {
    this.#running = worker;
    void worker.exited.then(() => {
      if (this.#running === worker) this.#running = undefined;
      if (this.#disposed.signal.aborted || this.#replaced.has(worker)) return;
      this.#follow(this.#replace());
    });
  }

  #follow(next: Promise<WorkerProcess>): void {
    this.#worker = next;
    next.then(
      (worker) => this.#watch(worker),
      (error: unknown) => this.#giveUp(error),
    );
  }

  async #replace(): Promise<WorkerProcess> {
    this.#errors = countError(this.#errors, this.#clock.now());
    if (this.#errors.count >= errorLimit) {
      throw new HostError(
        'WORKER_EXITED',
        'Exceeded language worker restart retry count for runtime:node. Shutting down and proactively recycling the Functions Host to recover',
        'The log has what the worker said each time. Mend what ends the process, then save a file or start again.',
      );
    }
    const { signal } = this.#disposed;
    if (this.#errors.count > 1) {
      await this.#clock.delay(restartIntervalMs, signal);
      signal.throwIfAborted();
    }
    this.#context.log.write('information', category, 'Restarting the language worker process.');
    return WorkerProcess.start({ ...this.#context, signal });
  }

  #giveUp(error: unknown): void {
    if (this.#disposed.signal.aborted) return;
    this.#settleFailed(
      error instanceof HostError
        ? error
        : new HostError('WORKER_EXITED', messageOf(error), 'The log has the details.'),
    );
  }
}
