import {
  formatLogEntry,
  type FunctionsHost,
  isNoteworthy,
  type LogEntry,
  logEntryToJson,
  startFunctionsHost,
  watchFolders,
} from '@side-by-side/local-host';
import { describeTools } from './banner.ts';
import { formatError } from '@side-by-side/local-host/errors';
import type { Gate } from './gate.ts';
import { countTools } from './count-tools.ts';
import { endpointOf, type Runner } from './runner.ts';
import type { ServerPlan } from './servers.ts';

export interface LocalHostOptions {
  /** Write the log as JSON lines. */
  readonly json: boolean;
  /** Log everything the host does. */
  readonly verbose: boolean;
  /** Restart after a change. */
  readonly watch: boolean;
  /** Let a debugger attach. */
  readonly inspect: boolean;
}

/** A server in the local host: its log on the terminal, and a restart after each change. */
export class LocalHostRunner implements Runner {
  readonly plan: ServerPlan;
  toolCount: Runner['toolCount'];
  readonly #gate: Gate;
  readonly #options: LocalHostOptions;
  #host: FunctionsHost | undefined;
  #stopWatching: (() => void) | undefined;
  /** The request that counts the tools is still to be logged. */
  #isProbing = false;

  constructor(plan: ServerPlan, gate: Gate, options: LocalHostOptions) {
    this.plan = plan;
    this.#gate = gate;
    this.#options = options;
  }

  /**
   * An app that does not start is reported, and tried again after a change.
   * @throws HostError when the port is taken.
   */
  async start(): Promise<void> {
    const { appRoot, port, inspectPort, watched } = this.plan;
    this.#host = await startFunctionsHost({
      appRoot,
      port,
      ...this.#gate.host,
      env: { ...process.env, ...this.#gate.env },
      stayOnFailure: true,
      onLog: (entry) => this.#print(entry),
      ...(this.#options.inspect && { inspectPort }),
    });
    await this.#report();
    if (this.#options.watch) {
      this.#stopWatching = watchFolders(watched, () => this.#restart());
    }
  }

  async dispose(): Promise<void> {
    this.#stopWatching?.();
    const host = this.#host;
    this.#host = undefined;
    await host?.dispose();
  }

  async #restart(): Promise<void> {
    if (!this.#host) return;
    const start = performance.now();
    await this.#host.restart().catch(() => {});
    await this.#report();
    if (this.toolCount === undefined) return;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    this.#print({
      time: new Date(),
      level: 'information',
      category: 'Host.Function.Console',
      message: `restarted in ${seconds} s, ${describeTools(this.toolCount)}`,
    });
  }

  async #report(): Promise<void> {
    const failure = this.#host?.failure;
    this.#isProbing = !failure && this.#gate.headers !== undefined;
    this.toolCount = failure ? undefined : await this.#countTools();
    // Without an answer there may be nothing to log; with one, its line can come a moment later.
    if (this.toolCount === undefined) this.#isProbing = false;
    if (failure) console.error(formatError(failure));
  }

  async #countTools(): Promise<Runner['toolCount']> {
    const { headers } = this.#gate;
    return headers ? countTools(endpointOf(this.plan), await headers()) : 'hidden';
  }

  /** Whether an entry tells of our own request for the tools. The custom handler's operations are not known. */
  #isProbe({ request }: LogEntry): boolean {
    return (
      this.#isProbing &&
      request?.method === 'POST' &&
      request.path === this.plan.path &&
      request.status === 200 &&
      (request.operation ?? 'tools/list') === 'tools/list'
    );
  }

  #print(entry: LogEntry): void {
    const { label } = this.plan;
    const { json, verbose } = this.#options;
    if (this.#isProbe(entry)) this.#isProbing = false;
    else if (json) console.log(logEntryToJson(entry, label.trim()));
    else if (verbose || (isNoteworthy(entry) && !namesEndpoint(entry)))
      console.log(formatLogEntry(entry, label));
  }
}

/** The banner has it already, and each restart would say it again. */
function namesEndpoint({ message }: LogEntry): boolean {
  return /^MCP server (?:legacy SSE )?endpoint: /.test(message);
}
