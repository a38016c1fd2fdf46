import { countError, errorLimit, noErrors } from '../restart-count.ts';
import { HostError, messageOf } from '../errors.ts';
import type { AppContext } from '../app-runtime.ts';
import type { FunctionMetadata, InvocationRequest, InvocationResponse } from './protocol.ts';
import { WorkerProcess } from './worker-process.ts';

const category = 'RpcFunctionInvocationDispatcher';

/** The first worker that dies is replaced at once, the next one after this many milliseconds. */
const restartIntervalMs = 10_000;

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
  #worker: Promise<WorkerProcess>;
  #errors = noErrors;
  readonly #disposed = new AbortController();

  /** @throws HostError when the app does not start. */
  static async start(context: AppContext): Promise<WorkerSupervisor> {
    return new WorkerSupervisor(context, await WorkerProcess.start(context));
  }

  private constructor(context: AppContext, first: WorkerProcess) {
    this.functions = first.functions;
    this.#context = context;
    const { promise, resolve } = Promise.withResolvers<HostError>();
    this.failed = promise;
    this.#settleFailed = resolve;
    this.#worker = Promise.resolve(first);
    this.#watch(first);
  }

  /** Invokes a function. @throws Error when the worker ends before it answers. */
  async invoke(request: InvocationRequest): Promise<InvocationResponse> {
    return (await this.#worker).invoke(request);
  }

  /** Lets invocations under way finish for at most `graceMs` milliseconds, then ends the worker. */
  async dispose(graceMs: number): Promise<void> {
    this.#disposed.abort();
    const worker = await this.#worker.catch(() => undefined);
    await worker?.drain(graceMs);
    await worker?.terminate(graceMs);
  }

  #watch(worker: WorkerProcess): void {
    void worker.exited.then(() => {
      if (this.#disposed.signal.aborted) return;
      this.#worker = this.#replace();
      this.#worker.then(
        (next) => this.#watch(next),
        (error: unknown) => this.#giveUp(error),
      );
    });
  }

  async #replace(): Promise<WorkerProcess> {
    this.#errors = countError(this.#errors, performance.now());
    if (this.#errors.count >= errorLimit) {
      throw new HostError(
        'WORKER_EXITED',
        'Exceeded language worker restart retry count for runtime:node. Shutting down and proactively recycling the Functions Host to recover',
        'The log has what the worker said each time. Mend what ends the process, then save a file or start again.',
      );
    }
    if (this.#errors.count > 1) await this.#delay(restartIntervalMs);
    this.#context.log.write('information', category, 'Restarting the language worker process.');
    return WorkerProcess.start(this.#context);
  }

  async #delay(milliseconds: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    const stop = (): void => {
      clearTimeout(timer);
      reject(new Error('The host is stopping.'));
    };
    this.#disposed.signal.addEventListener('abort', stop, { once: true });
    await promise;
    this.#disposed.signal.removeEventListener('abort', stop);
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
