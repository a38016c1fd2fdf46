import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '../errors.ts';
import { BodyTooLargeError, readBody } from '../http.ts';
import { hostVersion } from '../settings/version.ts';
import { writeHttpAnswer } from '../triggers/http/http-answer.ts';
import type { RouteMatch } from '../triggers/http/routing/route-table.ts';
import { answerEmpty, refuseBody } from '../proxy/answers.ts';
import { type BufferedAnswer, exchange } from './buffered-exchange.ts';
import { shapeOf } from './function-shape.ts';
import { type HandlerTarget, logFailure, untilBreakIsClear } from '../proxy/handler-target.ts';
import { answerOf } from './invocation-answer.ts';
import { invocationOf } from './invocation-request.ts';
import { type InvocationResult, readInvocationResult } from './invocation-result.ts';

/** So many redirections of the handler are followed. */
const maxRedirections = 50;

/**
 * Has the handler run a function, told of the request in JSON (`POST /<function>`), and answers with what
 * its result says: the way of functions where host.json enables neither proxying nor forwarding.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/DefaultHttpWorkerService.cs
 */
export async function invokeHandler(
  target: HandlerTarget,
  match: RouteMatch,
  request: IncomingMessage,
  response: ServerResponse,
  invocationId: string = randomUUID(),
): Promise<void> {
  const { info } = match;
  const { log } = target;
  const category = `Function.${info.name}`;
  const started = performance.now();
  const gone = new AbortController();
  let handler: HandlerTarget['supervisor']['current'];
  response.once('close', () => gone.abort());
  try {
    const body = await readKnownBody(request, target.bodyLimit);
    log.write(
      'information',
      category,
      `Executing 'Functions.${info.name}' (Reason='${reason}', Id=${invocationId})`,
    );
    if (!(await target.supervisor.untilCallable())) {
      throw new Error('The custom handler is not running.');
    }
    handler = target.supervisor.current;
    const invocation = JSON.stringify(invocationOf(request, match, body));
    const result = await send(target, `/${info.name}`, invocation, invocationId, gone.signal);
    for (const line of result.logs) log.write('information', `${category}.User`, line);
    const answer = answerOf(result, shapeOf(info));
    log.write(
      'information',
      category,
      `Executed 'Functions.${info.name}' (Succeeded, Id=${invocationId}, Duration=${Math.round(performance.now() - started)}ms)`,
    );
    response.setHeader('Server', 'Kestrel');
    if (!gone.signal.aborted) writeHttpAnswer(response, answer);
  } catch (error) {
    if (gone.signal.aborted) {
      const message = 'The client disconnected while the function was processing the request.';
      log.write('debug', category, message);
    } else if (error instanceof BodyTooLargeError) refuseBody(request, response);
    else {
      if (handler) await untilBreakIsClear(handler);
      logFailure(target, info, invocationId, started, messageOf(error));
      clearHeaders(response);
      answerEmpty(response, 500);
    }
  }
}

const reason = 'This function was programmatically called via the host APIs.';

/** A body that is sent in chunks reaches no function: the host passes on only what has a length. */
async function readKnownBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const body = await readBody(request, limit);
  return request.headers['content-length'] === undefined ? Buffer.alloc(0) : body;
}

async function send(
  target: HandlerTarget,
  path: string,
  invocation: string,
  invocationId: string,
  signal: AbortSignal,
): Promise<InvocationResult> {
  const headers = [
    ['Host', `127.0.0.1:${target.port}`],
    ['X-Azure-Functions-HostVersion', hostVersion],
    ['X-Azure-Functions-InvocationId', invocationId],
    ['User-Agent', `Azure-Functions-Host/${hostVersion}`],
  ].flat();
  const ofBody = (length: number): string[] =>
    length === 0
      ? []
      : ['Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(length)];
  let sent = { method: 'POST', path, body: Buffer.from(invocation, 'utf8') };
  for (let redirections = 0; ; redirections += 1) {
    const request = { ...sent, headers: [...headers, ...ofBody(sent.body.length)] };
    const answer = await exchange(target, request, signal);
    const next = redirectionOf(answer, target.port);
    if (next === undefined || redirections === maxRedirections) return resultOf(answer);
    const keeps = answer.status === 307 || answer.status === 308;
    sent = keeps ? { ...sent, path: next } : { method: 'GET', path: next, body: Buffer.alloc(0) };
  }
}

/** Where the handler sends the host on, as far as that is the handler itself. */
function redirectionOf(answer: BufferedAnswer, port: number): string | undefined {
  const location = headerOf(answer, 'location');
  if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined)
    return undefined;
  const own = `http://127.0.0.1:${port}`;
  const url = URL.parse(location, own);
  return url?.origin === own ? url.pathname + url.search : undefined;
}

/** @throws Error for an answer that is no success, or no result. */
function resultOf(answer: BufferedAnswer): InvocationResult {
  const { status, statusMessage, body } = answer;
  if (status < 200 || status > 299) {
    throw new Error(
      `Response status code does not indicate success: ${status} (${statusMessage}).`,
    );
  }
  return readInvocationResult(headerOf(answer, 'content-type'), body);
}

function headerOf({ headers }: BufferedAnswer, name: string): string | undefined {
  const index = headers.findIndex((header, i) => i % 2 === 0 && header.toLowerCase() === name);
  return index < 0 ? undefined : headers[index + 1];
}

function clearHeaders(response: ServerResponse): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
}
