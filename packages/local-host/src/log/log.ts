/** The levels of the Functions host, from host.json's `logging.logLevel`. */
export const logLevels = ['trace', 'debug', 'information', 'warning', 'error', 'critical'] as const;

/** One of `logLevels`. */
export type LogLevel = (typeof logLevels)[number];

/** What is known of a served request; never its arguments, headers or keys. */
export interface RequestSummary {
  readonly method: string;
  /** The path without its query, which may hold a key. */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  /** The JSON-RPC method and, for calls, the tool, resource or prompt; absent where the host does not know. */
  readonly operation?: string;
}

/** One line of the log of a host. */
export interface LogEntry {
  readonly time: Date;
  readonly level: LogLevel;
  /** As the Functions host names them: `Host.Startup`, `Function.greet.User`, `Host.Function.Console` … */
  readonly category: string;
  readonly message: string;
  readonly request?: RequestSummary;
}

const kept = 1000;

/** Longer messages are cut: an app or a client must not fill the memory. */
const longestMessage = 32_768;

/** The host's log: keeps the newest thousand entries and tells whoever listens. */
export class HostLog {
  #entries: LogEntry[] = [];
  readonly #listeners = new Set<(entry: LogEntry) => void>();

  /** The newest entries, oldest first. */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  write(level: LogLevel, category: string, message: string, request?: RequestSummary): void {
    const entry: LogEntry = {
      time: new Date(),
      level,
      category,
      message: message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message,
      ...(request && { request }),
    };
    this.#entries.push(entry);
    if (this.#entries.length > kept * 2) this.#entries = this.#entries.slice(-kept);
    for (const listener of this.#listeners) listener(entry);
  }

  /** Calls `listener` with every entry from now on. Returns the function that ends it. */
  onEntry(listener: (entry: LogEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
