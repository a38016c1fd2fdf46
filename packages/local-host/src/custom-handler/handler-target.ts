import type { Agent, IncomingMessage } from 'node:http';
import type { HostLog } from '../log/log.ts';
import { settlesWithin } from '../within.ts';
import type { HandlerProcess } from './handler-process.ts';
import type { HttpFunction } from './routes.ts';
import type { HandlerSupervisor } from './supervisor.ts';

/** Where requests go, and what bounds them. */
export interface HandlerTarget {
  readonly supervisor: Pick<HandlerSupervisor, 'untilCallable'> & {
    readonly current: Pick<HandlerProcess, 'exited'> | undefined;
  };
  readonly port: number;
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
export async function untilBreakIsClear(
  handler: Pick<HandlerProcess, 'exited'> | undefined,
): Promise<void> {
  if (handler) await settlesWithin(handler.exited, 100);
}

/** Logs an invocation that failed, as the host does. */
export function logFailure(
  { log }: HandlerTarget,
  { name }: HttpFunction,
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

/** Path and query of a request as they are sent, also where the client gave a whole URL. */
export function targetOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  return url.startsWith('/')
    ? url
    : url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?]*(?=(\/?))/i, (_, slash) => (slash ? '' : '/'));
}
