import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  FunctionTimeoutError,
  replaceHanging,
  withinTimeout,
} from '../invocation/function-timeout.ts';
import type { RouteMatch } from '../triggers/http/routing/route-table.ts';
import { forwardRequest } from './forward.ts';
import { isHttpInAndOut } from './function-shape.ts';
import type { HandlerTarget } from '../proxy/handler-target.ts';
import { invokeHandler } from './invoke-handler.ts';
import type { HandlerMode } from './options.ts';
import { proxyRequest } from '../proxy/proxy.ts';

/** How requests reach the handler. */
export interface Passage {
  readonly mode: HandlerMode;
  readonly target: HandlerTarget;
  /** How long a function may take, in milliseconds; undefined for without end. */
  readonly functionTimeout: number | undefined;
  /** Replaces the handler in which a function hangs. */
  readonly restart: () => Promise<void>;
}

/** Lets the handler answer a request in the way that host.json, and the function's bindings, ask for. */
export async function passRequest(
  { mode, target, functionTimeout, restart }: Passage,
  match: RouteMatch,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { info } = match;
  const isPassedOn = mode !== 'invocation' && isHttpInAndOut(info);
  if (isPassedOn && mode === 'proxying') return proxyRequest(target, info, request, response);

  const invocationId = randomUUID();
  const answered = isPassedOn
    ? forwardRequest(target, info, request, response, invocationId)
    : invokeHandler(target, match, request, response, invocationId);
  const timed = {
    functionName: info.name,
    invocationId,
    timeout: functionTimeout,
    log: target.log,
  };
  try {
    await withinTimeout(timed, answered);
  } catch (error) {
    if (!(error instanceof FunctionTimeoutError)) throw error;
    // The end of the handler fails the request.
    await replaceHanging(error, invocationId, restart, target.log);
    await answered;
  }
}
