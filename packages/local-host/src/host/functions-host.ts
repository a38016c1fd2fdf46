import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { messageOf } from '../errors.ts';
import type { AppRuntime, FunctionInfo } from '../app-runtime.ts';
import { BodyTooLargeError, pathOf, sendEmpty } from '../http.ts';
import type { HostLog, LogEntry } from '../log/log.ts';

/** As `/admin/host/status` names them. */
export type HostState = 'Starting' | 'Running' | 'Error' | 'Stopped';

/** Calls under way get this long to finish when the app is restarted or stopped. */
const graceMs = 5_000;

export interface FunctionsHostParts {
  readonly appRoot: string;
  /** Listens already. */
  readonly server: Server;
  readonly log: HostLog;
  readonly startApp: () => Promise<AppRuntime>;
  /** The app cannot run twice for a moment: it, or its debugger, has a fixed port. */
  readonly oneAtATime: boolean;
}

/** A running Functions host with one app. Made by `startFunctionsHost`. */
export class FunctionsHost {
  readonly appRoot: string;
  readonly port: number;
  /** Where the host answers, without a slash at the end. */
  readonly url: string;
  readonly log: HostLog;
  readonly #server: Server;
  readonly #startApp: () => Promise<AppRuntime>;
  readonly #oneAtATime: boolean;
  readonly #operations = new WeakMap<IncomingMessage, string>();
  #runtime: AppRuntime | undefined;
  #state: HostState = 'Starting';
  #failure: Error | undefined;
  #changing: Promise<void> = Promise.resolve();

  constructor({ appRoot, server, log, startApp, oneAtATime }: FunctionsHostParts) {
    this.appRoot = appRoot;
    this.port = (server.address() as AddressInfo).port;
    this.url = `http://localhost:${this.port}`;
    this.log = log;
    this.#server = server;
    this.#startApp = startApp;
    this.#oneAtATime = oneAtATime;
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

  /** The app's functions, sorted as the Functions host sorts them; none while the app does not run. */
  get functions(): readonly FunctionInfo[] {
    return this.#runtime?.functions ?? [];
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

  async dispose(): Promise<void> {
    await this.#changing;
    this.#state = 'Stopped';
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeIdleConnections();
    await this.#runtime?.dispose(graceMs);
    this.#server.closeAllConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  async #replaceApp(): Promise<void> {
    if (this.#state === 'Stopped') return;
    const old = this.#runtime;
    try {
      if (old && this.#oneAtATime) {
        this.#runtime = undefined;
        this.#state = 'Starting';
        await old.dispose(graceMs);
      }
      const runtime = await this.#startApp();
      this.#runtime = runtime;
      this.#state = 'Running';
      this.#failure = undefined;
      void runtime.failed.then((error) => this.#fail(runtime, error));
    } catch (error) {
      this.#runtime = undefined;
      this.#state = 'Error';
      this.#failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      if (old && !this.#oneAtATime) void old.dispose(graceMs);
    }
  }

  #fail(runtime: AppRuntime, error: Error): void {
    if (this.#runtime !== runtime) return;
    this.#runtime = undefined;
    this.#state = 'Error';
    this.#failure = error;
    this.log.write('critical', 'Host.Startup', messageOf(error));
    void runtime.dispose(0);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = performance.now();
    response.once('close', () => this.#logRequest(request, response, start));
    // Kestrel sends no Connection header of its own.
    response.removeHeader('Connection');
    try {
      if (this.#state === 'Starting') await this.#changing;
      if (!this.#runtime) {
        response.setHeader('Server', 'Kestrel');
        response.writeHead(503).write('Function host is not running.');
        response.end();
        return;
      }
      await this.#runtime.handle(request, response);
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

/** What Node cannot parse: Kestrel routes verbs that it does not know to nothing, and refuses the rest. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy();
  const status = error.code === 'HPE_INVALID_METHOD' ? '404 Not Found' : '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\nServer: Kestrel\r\n\r\n`,
  );
}
