import type { Agent } from 'node:http';
import type { HostLog } from '../log/log.ts';
import { settlesWithin } from '../within.ts';
import type { HttpFunction } from '../triggers/http/routing/http-function.ts';

/** The process that answers, which comes and goes. */
export interface HandlerLife {
  /** Undefined while there is none. Its `exited` settles when it is gone. */
  readonly current: { readonly exited: Promise<unknown> } | undefined;
  /** Waits for one that requests can go to; false when there will be none. */
  untilCallable(): Promise<boolean>;
}

/** A server on loopback that requests go to, and what bounds them. */
export interface HandlerTarget {
  readonly supervisor: HandlerLife;
  /** Asked for at each attempt: the next process may have another. */
  readonly port: number;
  /** A language worker's own server, which is told the id of the invocation and nothing else of the host. */
  readonly isWorker?: boolean;
  readonly agent: Agent;
  readonly log: HostLog;
  /** The largest body of a request, in bytes. */
  readonly bodyLimit: number;
  /** A request fails after so many milliseconds without traffic. */
  readonly activityTimeout: number;
}

/**
 * After a connection that broke: waits until it shows whether the handler came to its end, which the
 * system reports a moment after it closed the connections. So a client that was told of the failure
 * finds the handler gone, and waits for the next one.
 */
export async function untilBreakIsClear(handler: HandlerLife['current']): Promise<void> {
  if (handler) await settlesWithin(handler.exited, 100);
}

/** Logs an invocation that failed, as the host does. */
export function logFailure(
  { log }: Pick<HandlerTarget, 'log'>,
  { name }: Pick<HttpFunction, 'name'>,
  invocationId: string,
  started: number,
  reason: string,
): void {
  const duration = Math.round(performance.now() - started);
  log.write(
    'error',
    `Function.${name}`,
    `Executed 'Functions.${name}' (Failed, Id=${invocationId}, Duration=${duration}ms)\n${reason}`,
  );
}
