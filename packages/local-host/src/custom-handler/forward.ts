import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '../errors.ts';
import { BodyTooLargeError, readBody, targetOf } from '../http.ts';
import { readQuery } from '../triggers/http/request-query.ts';
import { hostVersion } from '../settings/version.ts';
import { answerEmpty, refuseBody } from '../proxy/answers.ts';
import { type BufferedAnswer, exchange } from './buffered-exchange.ts';
import { type HandlerTarget, logFailure, untilBreakIsClear } from '../proxy/handler-target.ts';
import type { RawHeaders } from '../proxy/headers.ts';
import type { HttpFunction } from '../triggers/http/routing/http-function.ts';

/**
 * Sends a request to the handler in the older way (`enableForwardingHttpRequest`): the host buffers the
 * answer and passes headers on as they are, those of the connections too.
 * Recorded from Functions host 4.1037.
 */
export async function forwardRequest(
  target: HandlerTarget,
  info: Pick<HttpFunction, 'name'>,
  request: IncomingMessage,
  response: ServerResponse,
  invocationId: string = randomUUID(),
): Promise<void> {
  const started = performance.now();
  const gone = new AbortController();
  let handler: HandlerTarget['supervisor']['current'];
  response.once('close', () => gone.abort());
  try {
    const body = await readBody(request, target.bodyLimit);
    if (request.headers['transfer-encoding'] !== undefined) throw new Error(chunkedRefusal);
    if (!(await target.supervisor.untilCallable())) {
      throw new Error('The custom handler is not running.');
    }
    handler = target.supervisor.current;
    const headers = headersForHandler(request, body, invocationId);
    const sent = { method: request.method!, path: forwardedTarget(request), headers, body };
    const answer = await exchange(target, sent, gone.signal);
    if (gone.signal.aborted) return;
    response.writeHead(
      answer.status,
      answer.statusMessage,
      headersOfAnswer(answer, request.method),
    );
    response.end(answer.body);
  } catch (error) {
    if (gone.signal.aborted) {
      const message = 'The client disconnected while the function was processing the request.';
      target.log.write('debug', `Function.${info.name}`, message);
    } else if (error instanceof BodyTooLargeError) refuseBody(request, response);
    else {
      if (handler) await untilBreakIsClear(handler);
      logFailure(target, info, invocationId, started, messageOf(error));
      answerEmpty(response, 500);
    }
  }
}

/** The host passes on only bodies that say how long they are, and its client sends no others in chunks. */
const chunkedRefusal =
  "'Transfer-Encoding: chunked' header can not be used when content object is not specified.";

/** The path as it came, and the query written anew: values of a repeated name together, each name with a value. */
function forwardedTarget(request: IncomingMessage): string {
  const target = targetOf(request);
  const [path = ''] = target.split('?', 1);
  const query = [...readQuery(target)].map(
    ([name, values]) => `${encodeQuery(name)}=${encodeQuery(values.join(','))}`,
  );
  return query.length > 0 ? `${path}?${query.join('&')}` : path;
}

/** As .NET's `UrlEncoder` does. */
function encodeQuery(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll("'", '%27')
    .replace(/%(?:24|2C|3B|40)/g, decodeURIComponent);
}

/** All that the client sent, Host and Connection included, with the host's name after the client's. */
function headersForHandler(
  request: IncomingMessage,
  body: Buffer,
  invocationId: string,
): RawHeaders {
  const agent = request.headers['user-agent'];
  const ownAgent = `Azure-Functions-Host/${hostVersion}`;
  const headers = withoutFraming(request.rawHeaders, ['user-agent', 'expect']);
  headers.push('X-Azure-Functions-HostVersion', hostVersion);
  headers.push('X-Azure-Functions-InvocationId', invocationId);
  headers.push('User-Agent', agent ? `${agent} ${ownAgent}` : ownAgent);
  const mayHaveBody = body.length > 0 || /^(?:POST|PUT|PATCH)$/.test(request.method!);
  if (mayHaveBody) headers.push('Content-Length', String(body.length));
  return headers;
}

function headersOfAnswer(
  { status, headers, body }: BufferedAnswer,
  method: string | undefined,
): RawHeaders {
  const sent = withoutFraming(headers, []);
  if (!headers.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'server')) {
    sent.push('Server', 'Kestrel');
  }
  const bodiless = method === 'HEAD' || status === 204 || status === 304;
  if (!bodiless) sent.push('Content-Length', String(body.length));
  return sent;
}

/** Headers without those that say where a message ends, and without `others`, given in small letters. */
function withoutFraming(headers: readonly string[], others: readonly string[]): RawHeaders {
  const dropped = new Set(['content-length', 'transfer-encoding', ...others]);
  return headers.filter((_, i) => !dropped.has(headers[i & ~1]!.toLowerCase()));
}
