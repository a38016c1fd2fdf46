import type { HostError } from '../errors.ts';
import {
  cannotStart,
  endedAtStart,
  failedTooOften,
  neverCameBack,
  notListening,
} from './handler-errors.ts';
import { type HandlerLaunch, HandlerProcess, type HandlerStart } from './handler-process.ts';
import { describeExit } from '../child-process/child-exit.ts';
import { countError, errorLimit, noErrors } from '../restart-count.ts';
import { unlessAborted } from '../within.ts';
import { meaningOfExit } from './restart-rules.ts';

const category = 'HttpFunctionInvocationDispatcher';

/**
 * Keeps a custom handler running by the host's rules: restarts it when it fails, gives up at the third
 * error, and lets requests wait meanwhile.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/HttpFunctionInvocationDispatcher.cs
 */
export class HandlerSupervisor {
  /** Settles when the handler is gone for good. */
  readonly failed: Promise<HostError>;
  readonly #settleFailed: (error: HostError) => void;
  readonly #launch: HandlerLaunch;
  readonly #now: () => number;
  #newest: HandlerProcess | undefined;
  #current: HandlerProcess | undefined;
  #callable = Promise.withResolvers<boolean>();
  #giveUp: NodeJS.Timeout | undefined;
  /** Processes that are to be replaced, whatever they end with. */
  readonly #unwanted = new WeakSet<HandlerProcess>();
  #errors = noErrors;
  #over = false;

  /** @param now the clock of the rule that errors 30 minutes apart do not add up, in milliseconds */
  constructor(launch: HandlerLaunch, now: () => number = () => performance.now()) {
    this.#launch = launch;
    this.#now = now;
    const { promise, resolve } = Promise.withResolvers<HostError>();
    this.failed = promise;
    this.#settleFailed = resolve;
  }

  /** The process that requests go to; undefined while there is none. */
  get current(): HandlerProcess | undefined {
    return this.#current;
  }

  /** Waits for a process that requests can go to; false when there will be none. */
  untilCallable(): Promise<boolean> {
    if (this.#over || this.#current) return Promise.resolve(!this.#over);
    this.#giveUp ??= setTimeout(
      () => {
        if (this.#newest) this.#fail(neverCameBack(this.#newest));
      },
      this.#launch.options.initializationTimeout * (errorLimit + 1),
    );
    return this.#callable.promise;
  }

  /**
   * Starts the first process and waits until it answers. (The Functions host does not wait, and tries
   * three times.)
   * @throws HostError when it does not start, ends, or does not answer in time; the reason of `signal` when that
   * aborts first. The process is gone by then.
   */
  async start(signal?: AbortSignal): Promise<void> {
    const { initializationTimeout } = this.#launch.options;
    signal?.throwIfAborted();
    const deadline = performance.now() + initializationTimeout;
    for (;;) {
      const handler = this.#startProcess();
      const listening = handler.untilListening(Math.max(0, deadline - performance.now()));
      const start = await this.#unlessGivenUp(listening, signal);
      if (start === 'listening') {
        void this.#watch(handler);
        return;
      }
      if (this.#asksForRestart(start)) {
        this.#logRestart();
        continue;
      }
      this.#end();
      await handler.dispose();
      if (start === 'timeout') throw notListening(handler);
      throw 'code' in start
        ? endedAtStart(handler, start.code)
        : cannotStart(handler, start.cannotStart);
    }
  }

  /** Ends the process when the signal aborts first, and rejects with its reason. */
  async #unlessGivenUp<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    try {
      return await unlessAborted(promise, signal);
    } catch (error) {
      await this.dispose();
      throw error;
    }
  }

  /** Ends the process and starts another, which is no error; waits until that answers. */
  async restart(): Promise<void> {
    const handler = this.#current;
    if (!handler) return;
    this.#unwanted.add(handler);
    await handler.dispose();
    await this.untilCallable();
  }

  /** Ends the process; requests that wait for one are told that there will be none. */
  async dispose(): Promise<void> {
    this.#end();
    await this.#newest?.dispose();
  }

  async #watch(first: HandlerProcess): Promise<void> {
    let handler: HandlerProcess | undefined = first;
    while (handler && !this.#over) {
      this.#setCurrent(handler);
      await handler.exited;
      this.#current = undefined;
      if (this.#over) return;
      this.#callable = Promise.withResolvers();
      handler = await this.#replace(handler, await handler.ended);
    }
  }

  /** A new process that answers, in the place of one that does not; undefined if there is to be none. */
  async #replace(old: HandlerProcess, end: HandlerStart): Promise<HandlerProcess | undefined> {
    let outcome = end;
    for (let handler = old; this.#mayRestart(handler, outcome);) {
      handler = this.#startProcess();
      outcome = await handler.untilListening(this.#launch.options.initializationTimeout);
      if (outcome === 'listening') return handler;
      await handler.dispose();
    }
    return undefined;
  }

  /** Logs why a process is of no use any more, and says whether to start another. */
  #mayRestart(handler: HandlerProcess, outcome: HandlerStart): boolean {
    if (this.#over) return false;
    if (this.#unwanted.has(handler)) return true;
    const { log } = this.#launch;
    if (outcome === 'timeout') {
      const reason = 'System.TimeoutException: Initializing HttpWorker timed out.';
      log.write(
        'error',
        category,
        `Failed to start http worker process. workerId:${handler.workerId} ${reason}`,
      );
    } else if (typeof outcome === 'object' && 'cannotStart' in outcome) {
      this.#fail(cannotStart(handler, outcome.cannotStart));
      return false;
    } else if (typeof outcome === 'object') {
      const exit = describeExit(handler.executable, outcome.code);
      const meaning = meaningOfExit(outcome.code);
      if (meaning === 'restart') this.#logRestart();
      if (meaning === 'done') {
        log.write(
          'warning',
          category,
          `${exit}. A handler that ends with 0 is not started again: requests wait for it and will fail.`,
        );
      }
      if (meaning !== 'error') return meaning === 'restart';
      const lines = [
        `Language Worker Process exited. Pid=${outcome.pid}.`,
        exit,
        ...handler.lastErrors,
      ];
      log.write('error', category, lines.join('\n'));
    }
    this.#errors = countError(this.#errors, this.#now());
    if (this.#errors.count < errorLimit) return true;
    log.write(
      'error',
      category,
      'Exceeded http worker restart retry count. Shutting down Functions Host',
    );
    this.#fail(failedTooOften(handler));
    return false;
  }

  #asksForRestart(start: HandlerStart): boolean {
    const code = typeof start === 'object' && 'code' in start ? start.code : undefined;
    return code !== undefined && meaningOfExit(code) === 'restart' && !this.#over;
  }

  #logRestart(): void {
    this.#launch.log.write(
      'information',
      category,
      'Language Worker Process exited and needs to be restarted.',
    );
  }

  #startProcess(): HandlerProcess {
    this.#newest = new HandlerProcess(this.#launch);
    return this.#newest;
  }

  #setCurrent(handler: HandlerProcess): void {
    this.#launch.log.write('information', category, 'Worker process started and initialized.');
    clearTimeout(this.#giveUp);
    this.#giveUp = undefined;
    this.#current = handler;
    this.#callable.resolve(true);
  }

  #fail(error: HostError): void {
    this.#end();
    this.#settleFailed(error);
    void this.#newest?.dispose();
  }

  #end(): void {
    this.#over = true;
    clearTimeout(this.#giveUp);
    this.#callable.resolve(false);
  }
}
