import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostJson } from './settings/host-json.ts';
import type { HostKeys } from './platform/keys.ts';
import type { HostLog } from './log/log.ts';

/** A function of the app as the Functions host lists it. */
export interface FunctionInfo {
  readonly name: string;
  /** The type of its trigger binding: `mcpToolTrigger`, `httpTrigger` … */
  readonly trigger: string;
  /** Why the host does not run it, where one function is in error and the others work. */
  readonly error?: string;
}

/** What a runtime needs to know of the app that it runs. */
export interface AppContext {
  /** The app's folder, a whole path. */
  readonly appRoot: string;
  readonly hostJson: HostJson;
  /** The app's whole environment: that of this process, local.settings.json, and what the host sets. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: HostLog;
  /** Aborts when the host is stopped while the app starts. */
  readonly signal?: AbortSignal;
  /** The keys that requests are asked for; without them every caller may do everything, as under Core Tools. */
  readonly keys?: HostKeys;
  /** Where the app's debugger listens (`--inspect`); 0 for any free port. */
  readonly inspectPort?: number;
}

/**
 * One started app: its process and all that answers requests with its help.
 * A restart makes a new runtime and disposes of the old one.
 */
export interface AppRuntime {
  readonly functions: readonly FunctionInfo[];
  /** Answers one request. It may leave it unanswered only by destroying the response. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Lets calls under way finish (for at most `graceMs` milliseconds), then ends the process. */
  dispose(graceMs: number): Promise<void>;
  /** Settles when the app is gone for good and the host has to stop (restart limit reached). */
  readonly failed: Promise<Error>;
}
