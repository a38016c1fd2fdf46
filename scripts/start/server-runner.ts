import {
  formatError,
  formatLogEntry,
  type FunctionsHost,
  isNoteworthy,
  type LogEntry,
  logEntryToJson,
  startFunctionsHost,
  watchFolders,
} from '@side-by-side/local-host';
import { countTools } from './count-tools.ts';
import type { ServerPlan } from './servers.ts';

export interface LogOptions {
  readonly json: boolean;
  readonly verbose: boolean;
}

/** One server in the local host: its log on the terminal, and a restart after each change. */
export class ServerRunner {
  readonly plan: ServerPlan;
  /** Undefined while the app does not run. */
  toolCount: number | undefined;
  readonly #log: LogOptions;
  #host: FunctionsHost | undefined;
  #stopWatching: (() => void) | undefined;

  constructor(plan: ServerPlan, log: LogOptions) {
    this.plan = plan;
    this.#log = log;
  }

  /** @throws HostError when the port is taken; an app that does not start is logged, and tried again after a change. */
  async start(): Promise<void> {
    const { appRoot, port } = this.plan;
    this.#host = await startFunctionsHost({
      appRoot,
      port,
      stayOnFailure: true,
      onLog: (entry) => this.#print(entry),
    });
    await this.#report(this.#host.failure);
  }

  async watch(): Promise<void> {
    this.#stopWatching = await watchFolders(this.plan.watched, () => void this.#restart());
  }

  async dispose(): Promise<void> {
    this.#stopWatching?.();
    await this.#host?.dispose();
  }

  get url(): string {
    return `http://localhost:${this.plan.port}${this.plan.path}`;
  }

  async #restart(): Promise<void> {
    const start = performance.now();
    await this.#host?.restart().catch(() => {});
    await this.#report(this.#host?.failure);
    if (this.toolCount === undefined) return;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    this.#say(`restarted in ${seconds} s, ${this.toolCount} tools`);
  }

  async #report(failure: unknown): Promise<void> {
    if (failure) {
      this.toolCount = undefined;
      console.error(formatError(failure));
    } else {
      this.toolCount = await countTools(this.url);
    }
  }

  #say(message: string): void {
    this.#print({
      time: new Date(),
      level: 'information',
      category: 'Host.Function.Console',
      message,
    });
  }

  #print(entry: LogEntry): void {
    const { label } = this.plan;
    if (this.#log.json) console.log(logEntryToJson(entry, label.trim()));
    else if (this.#log.verbose || isNoteworthy(entry)) console.log(formatLogEntry(entry, label));
  }
}
