import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { messageOf } from '../errors.ts';
import type { AppRuntime, FunctionInfo } from '../app-runtime.ts';
import { BodyTooLargeError, pathOf, sendEmpty } from '../http.ts';
import type { HostLog, LogEntry } from '../log/log.ts';
import { statusErrors } from './start-failure.ts';

/** As `/admin/host/status` names them. */
export type HostState = 'Starting' | 'Running' | 'Error' | 'Stopped';

/** Calls under way get this long to finish when the app is restarted or stopped. */
const graceMs = 5_000;

/** What a `FunctionsHost` is made of. */
export interface FunctionsHostParts {
  readonly appRoot: string;
  /** Listens already. */
  readonly server: Server;
  readonly log: HostLog;
  /** Starts the app; gives up when the signal aborts. */
  readonly startApp: (signal: AbortSignal) => Promise<StartedApp>;
}

/** A started app, and whether it can run beside its successor for a moment. */
export interface StartedApp {
  readonly runtime: AppRuntime;
  /** It cannot: it, or its debugger, has a fixed port. */
  readonly exclusive: boolean;
}

/** A running Functions host with one app. Made by `startFunctionsHost`. */
export class FunctionsHost {
  readonly appRoot: string;
  readonly port: number;
  /** Where the host answers, without a slash at the end. */
  readonly url: string;
  readonly log: HostLog;
  readonly #server: Server;
  readonly #startApp: FunctionsHostParts['startApp'];
  readonly #operations = new WeakMap<IncomingMessage, string>();
  readonly #stopping = new AbortController();
  /** Old apps that finish their calls. */
  readonly #retiring = new Set<Promise<void>>();
  #app: StartedApp | undefined;
  #state: HostState = 'Starting';
  #failure: Error | undefined;
  #changing: Promise<void> = Promise.resolve();

  constructor({ appRoot, server, log, startApp }: FunctionsHostParts) {
    this.appRoot = appRoot;
    this.port = (server.address() as AddressInfo).port;
    this.url = `http://localhost:${this.port}`;
    this.log = log;
    this.#server = server;
    this.#startApp = startApp;
    server.on('clientError', answerClientError);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.#serve(request, response);
    });
  }

  get state(): HostState {
    return this.#state;
  }

  /** Why the app does not run, in state `Error`. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** The failure as `/admin/host/status` of the Functions host has it under `errors`; none while the app runs. */
  get statusErrors(): readonly string[] {
    return statusErrors(this.#failure);
  }

  /** The app's functions, sorted as the Functions host sorts them; none while the app does not run. */
  get functions(): readonly FunctionInfo[] {
    return this.#app?.runtime.functions ?? [];
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
    const change = this.#changing.then(() => this.#replaceApp());
    this.#changing = change.catch(() => undefined);
    return change;
  }

  /** Notes what a request asked for, for its line in the log. */
  noteOperation(request: IncomingMessage, operation: string): void {
    this.#operations.set(request, operation);
  }

  /** Ends the app, after its calls under way or a few seconds, and frees the port. */
  async dispose(): Promise<void> {
    this.#state = 'Stopped';
    this.#stopping.abort(new Error('The host is stopping.'));
    await this.#changing;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeIdleConnections();
    void this.#retire(this.#app);
    this.#app = undefined;
    await Promise.all(this.#retiring);
    this.#server.closeAllConnections();
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
        this.#app = undefined;
        this.#state = 'Starting';
        await this.#retire(old);
      }
      const app = await this.#startApp(this.#stopping.signal);
      this.#app = app;
      this.#failure = undefined;
      if (!this.#stopping.signal.aborted) this.#state = 'Running';
      void app.runtime.failed.then((error) => this.#fail(app, error));
    } catch (error) {
      this.#app = undefined;
      this.#failure = error instanceof Error ? error : new Error(String(error));
      if (!this.#stopping.signal.aborted) this.#state = 'Error';
      throw error;
    } finally {
      if (!old?.exclusive) void this.#retire(old);
    }
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
    this.#app = undefined;
    this.#state = 'Error';
    this.#failure = error;
    this.log.write('critical', 'Host.Startup', messageOf(error));
    void this.#retire(app, 0);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = performance.now();
    response.once('close', () => this.#logRequest(request, response, start));
    // Kestrel sends no Connection header of its own.
    response.removeHeader('Connection');
    try {
      if (this.#state === 'Starting') await this.#changing;
      if (!this.#app) {
        response.setHeader('Server', 'Kestrel');
        response.writeHead(503).write('Function host is not running.');
        response.end();
        return;
      }
      await this.#app.runtime.handle(request, response);
    } catch (error) {
      this.log.write(
        'error',
        'Host.General',
        `An unhandled exception has occurred while executing the request: ${messageOf(error)}`,
      );
      if (response.headersSent) response.destroy();
      else {
        if (error instanceof BodyTooLargeError) response.setHeader('Connection', 'close');
        sendEmpty(response, 500);
      }
    }
  }

  #logRequest(request: IncomingMessage, response: ServerResponse, start: number): void {
    const operation = this.#operations.get(request);
    const path = pathOf(request);
    const status = response.writableFinished ? response.statusCode : 499;
    const milliseconds = Math.round(performance.now() - start);
    this.log.write(
      'information',
      'Host.Requests',
      `${request.method} ${path} ${status} ${milliseconds} ms`,
      { method: request.method ?? '', path, status, milliseconds, ...(operation && { operation }) },
    );
  }
}

const clientErrors: Readonly<Record<string, string>> = {
  // Kestrel routes verbs that it does not know to nothing.
  HPE_INVALID_METHOD: '404 Not Found',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What Node cannot read as a request is answered as Kestrel answers it, unless an answer is under way. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  const { _httpMessage: underWay } = socket as { _httpMessage?: ServerResponse | null };
  if (!socket.writable || underWay) return void socket.destroy();
  const status = clientErrors[error.code ?? ''] ?? '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\nServer: Kestrel\r\n\r\n`,
  );
}
