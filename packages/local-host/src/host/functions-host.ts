import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf } from '../errors.ts';
import type { AppRuntime, FunctionInfo } from '../app-runtime.ts';
import type { HostLog, LogEntry } from '../log/log.ts';
import type { EasyAuth } from '../platform/easy-auth/easy-auth.ts';
import type { KeyStore } from '../platform/key-store.ts';
import type { CorsPolicy } from '../settings/local-settings.ts';
import { readOfflinePage } from './app-offline.ts';
import { answerClientError } from './client-error.ts';
import { logRequest } from './request-log.ts';
import type { HostState } from './host-state.ts';
import { type ServedHost, serveRequest } from './serve-request.ts';
import { isRetried, retryDelayMs, statusErrors } from './start-failure.ts';

/** Calls under way get this long to finish when the app is restarted or stopped. */
const graceMs = 5_000;

/** What a `FunctionsHost` is made of. */
export interface FunctionsHostParts {
  readonly appRoot: string;
  /** Listens already. */
  readonly server: Server;
  readonly log: HostLog;
  readonly keys: KeyStore;
  /** What stands in front of the app, if anything does. */
  readonly easyAuth: EasyAuth | undefined;
  /** Try again and again after a start that failed, as the Functions host does in its state of error. */
  readonly retries: boolean;
  /** Starts the app; gives up when the signal aborts. */
  readonly startApp: (
    signal: AbortSignal,
    learn: (known: AppKnowledge) => void,
  ) => Promise<StartedApp>;
}

/** What becomes known while an app starts, and stays known where it fails. */
export interface AppKnowledge {
  readonly env?: NodeJS.ProcessEnv;
  readonly cors?: CorsPolicy | undefined;
  readonly functions?: readonly FunctionInfo[];
}

/** A started app, and whether it can run beside its successor for a moment. */
export interface StartedApp {
  readonly runtime: AppRuntime;
  /** It cannot: it, or its debugger, has a fixed port. */
  readonly exclusive: boolean;
}

type Mutable<T> = { -readonly [Member in keyof T]: T[Member] };

/** A running Functions host with one app. Made by `startFunctionsHost`. */
export class FunctionsHost {
  readonly appRoot: string;
  readonly port: number;
  /** Where the host answers, without a slash at the end. */
  readonly url: string;
  readonly log: HostLog;
  readonly #parts: FunctionsHostParts;
  readonly #operations = new WeakMap<IncomingMessage, string>();
  readonly #stopping = new AbortController();
  /** Old apps that finish their calls. */
  readonly #retiring = new Set<Promise<void>>();
  /** What requests find. */
  readonly #now: Mutable<ServedHost>;
  #app: StartedApp | undefined;
  #failedStarts = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(parts: FunctionsHostParts) {
    this.#parts = parts;
    this.appRoot = parts.appRoot;
    this.port = (parts.server.address() as AddressInfo).port;
    this.url = `http://localhost:${this.port}`;
    this.log = parts.log;
    this.#now = {
      appRoot: parts.appRoot,
      log: parts.log,
      keys: parts.keys,
      easyAuth: parts.easyAuth,
      env: {},
      cors: undefined,
      state: 'Starting',
      failure: undefined,
      knownFunctions: [],
      runtime: undefined,
      offlinePage: undefined,
      changing: Promise.resolve(),
      restart: () => this.restart(),
    };
    parts.server.on('clientError', answerClientError);
    parts.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      logRequest(this.log, request, response, () => this.#operations.get(request));
      void serveRequest(this.#now, request, response);
    });
  }

  get state(): HostState {
    return this.#now.state;
  }

  /** Why the app does not run, in state `Error`. */
  get failure(): Error | undefined {
    return this.#now.failure;
  }

  /** The failure as `/admin/host/status` has it under `errors`; none while the app runs. */
  get statusErrors(): readonly string[] {
    return statusErrors(this.#now.failure);
  }

  /** The app's functions but for the disabled ones, sorted as the Functions host sorts them; none while the app does not run. */
  get functions(): readonly FunctionInfo[] {
    const functions = this.#now.runtime?.functions ?? [];
    return functions.filter(({ disabled }) => !disabled);
  }

  /** Below which HTTP functions answer; empty for none, and while the app does not run. */
  get routePrefix(): string {
    return this.#now.runtime?.routePrefix ?? '';
  }

  /** The newest entries of the log. */
  get logs(): readonly LogEntry[] {
    return this.log.entries;
  }

  /**
   * Starts the app anew. Requests go to the old one until the new one is ready, and calls under way
   * finish there. (The Functions host lets requests wait instead.)
   * @throws HostError when the app does not start; until the next restart every request is then 503.
   */
  async restart(): Promise<void> {
    clearTimeout(this.#retry);
    const change = this.#now.changing.then(() => this.#replaceApp());
    this.#now.changing = change.catch(() => undefined);
    return change;
  }

  /** Notes what a request asked for, for its line in the log. */
  noteOperation(request: IncomingMessage, operation: string): void {
    this.#operations.set(request, operation);
  }

  /** Ends the app, after its calls under way or a few seconds, and frees the port. */
  async dispose(): Promise<void> {
    this.#now.state = 'Stopped';
    clearTimeout(this.#retry);
    this.#stopping.abort(new Error('The host is stopping.'));
    await this.#now.changing;
    const { server } = this.#parts;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    void this.#retire(this.#app);
    this.#use(undefined);
    await Promise.all(this.#retiring);
    server.closeAllConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  async #replaceApp(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const old = this.#app;
    try {
      if (!old || old.exclusive) {
        this.#use(undefined);
        this.#setState('Starting');
        await this.#retire(old);
      }
      this.#now.offlinePage = await readOfflinePage(this.appRoot);
      const app = this.#now.offlinePage ? undefined : await this.#startApp();
      this.#use(app);
      this.#now.failure = undefined;
      this.#failedStarts = 0;
      this.#setState(app ? 'Running' : 'Offline');
      void app?.runtime.failed.then((error) => this.#fail(app, error));
    } catch (error) {
      this.#use(undefined);
      this.#now.failure = error instanceof Error ? error : new Error(String(error));
      this.#setState('Error');
      this.#retryLater();
      throw error;
    } finally {
      if (!old?.exclusive) void this.#retire(old);
    }
  }

  #startApp(): Promise<StartedApp> {
    return this.#parts.startApp(this.#stopping.signal, (known) => {
      if (known.env) this.#now.env = known.env;
      if ('cors' in known) this.#now.cors = known.cors;
      if (known.functions) this.#now.knownFunctions = known.functions;
    });
  }

  #use(app: StartedApp | undefined): void {
    this.#app = app;
    this.#now.runtime = app?.runtime;
  }

  #setState(state: HostState): void {
    if (!this.#stopping.signal.aborted) this.#now.state = state;
  }

  #retryLater(): void {
    const isOver = this.#stopping.signal.aborted;
    if (!this.#parts.retries || isOver || !isRetried(this.#now.failure)) return;
    this.#failedStarts += 1;
    this.#retry = setTimeout(
      () => void this.restart().catch(() => undefined),
      retryDelayMs(this.#failedStarts),
    );
  }

  /** Lets an app finish its calls and ends it. */
  async #retire(app: StartedApp | undefined, grace = graceMs): Promise<void> {
    if (!app) return;
    const ending = app.runtime.dispose(grace);
    this.#retiring.add(ending);
    await ending;
    this.#retiring.delete(ending);
  }

  #fail(app: StartedApp, error: Error): void {
    if (this.#app !== app) return;
    this.#use(undefined);
    this.#now.state = 'Error';
    this.#now.failure = error;
    this.log.write('critical', 'Host.Startup', messageOf(error));
    void this.#retire(app, 0);
  }
}
