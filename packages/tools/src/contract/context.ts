import type { Services } from '../services/services.ts';
import type { SignIn } from './sign-in.ts';

/** Writes to the server's log and, where hosting mode and protocol revision carry it, to the client. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** What every handler may use besides its arguments. */
export interface HandlerContext extends SignIn {
  /** Aborts when the client has gone away. */
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly services: Services;
}

/** What a tool's handler gets. */
export interface ToolContext extends HandlerContext {
  /** Tells a client that asked for it how far the work is. Elsewhere it does nothing. */
  reportProgress(progress: number, total?: number, message?: string): void;
}

/** How a call of a tool went; never its arguments. */
export interface CallRecord {
  readonly tool: string;
  readonly milliseconds: number;
  /** `error` is an answer that tells the model what went wrong, `failure` one that hides it. */
  readonly outcome: 'ok' | 'error' | 'failure';
  /** Who called, where somebody is signed in. */
  readonly caller?: string;
}

/** What an app gives to `callTool`: the handler's context, and a log that clients never see. */
export interface CallContext extends ToolContext {
  /** Logs a failure that the caller is not told the details of. */
  logFailure(message: string): void;
  /** Logs that a tool was called. */
  logCall(record: CallRecord): void;
}

/** A call as one line of a log: `greet: ok, 3 ms`. */
export function describeCall({ tool, outcome, milliseconds, caller }: CallRecord): string {
  return `${tool}: ${outcome}, ${milliseconds} ms${caller ? `, ${caller}` : ''}`;
}
