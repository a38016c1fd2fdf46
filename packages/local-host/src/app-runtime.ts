import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostJson } from './settings/host-json.ts';
import type { KeyStore } from './platform/key-store.ts';
import type { HostLog } from './log/log.ts';

/** A function of the app as the Functions host lists it. */
export interface FunctionInfo {
  readonly name: string;
  /** The type of its trigger binding: `mcpToolTrigger`, `httpTrigger` … */
  readonly trigger: string;
  /** Why the host does not run it, where one function is in error and the others work. */
  readonly error?: string;
  /** An app setting takes it away: it is listed, and does not run. */
  readonly disabled?: true;
  /** How the app describes it; absent for a function that host.json's routes make. */
  readonly description?: FunctionDescription;
}

/** A function's own words, for the admin API. */
export interface FunctionDescription {
  readonly language: string;
  /** The file's name. */
  readonly scriptFile?: string;
  /** The folder of that file, a whole path. */
  readonly directory?: string;
  /** As the worker, or function.json, has them. */
  readonly bindings: readonly object[];
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
  readonly keys: KeyStore;
  /** Told of the app's functions as soon as they are known, and before it is clear that the app runs. */
  readonly onFunctions?: (functions: readonly FunctionInfo[]) => void;
  /** Where the app's debugger listens (`--inspect`); 0 for any free port. */
  readonly inspectPort?: number;
}

/**
 * One started app: its process and all that answers requests with its help.
 * A restart makes a new runtime and disposes of the old one.
 */
export interface AppRuntime {
  readonly functions: readonly FunctionInfo[];
  /** Below which HTTP functions answer: `api`, or empty. */
  readonly routePrefix: string;
  /** The options of the host's extensions, by their names. */
  readonly extensionOptions: Readonly<Record<string, unknown>>;
  /** The process of the app; undefined while there is none. */
  readonly process: { readonly pid: number; readonly name: string } | undefined;
  /**
   * Answers a request for a function or a webhook; it may leave that unanswered only by destroying the response.
   * @returns false for any other: nothing has been answered then.
   */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Runs a function as the admin API does, with a text for its trigger, and waits for nothing. */
  runByHand(functionName: string): void;
  /** Lets calls under way finish (for at most `graceMs` milliseconds), then ends the process. */
  dispose(graceMs: number): Promise<void>;
  /** Settles when the app is gone for good and the host has to stop (restart limit reached). */
  readonly failed: Promise<Error>;
}
