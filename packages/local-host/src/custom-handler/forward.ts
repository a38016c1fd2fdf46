import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request as sendRequest, type ServerResponse } from 'node:http';
import { messageOf } from '../errors.ts';
import { BodyTooLargeError, readBody } from '../http.ts';
import { hostVersion } from '../settings/version.ts';
import { answerEmpty, refuseBody } from './answers.ts';
import { type HandlerTarget, logFailure, targetOf, untilBreakIsClear } from './handler-target.ts';
import type { RawHeaders } from './headers.ts';
import type { HttpFunction } from './routes.ts';

/** How often a request without a body is sent while the handler drops the connection. */
const maxAttempts = 4;

/** The largest answer that is buffered, in bytes. */
const answerLimit = 2 ** 30;

/** A whole answer of the handler. */
interface BufferedAnswer {
  readonly status: number;
  readonly statusMessage: string;
  readonly headers: RawHeaders;
  readonly body: Buffer;
}

/**
 * Sends a request to the handler in the older way (`enableForwardingHttpRequest`): the host buffers the
 * answer and passes headers on as they are, those of the connections too.
 * Recorded from Functions host 4.1037.
 */
export async function forwardRequest(
  target: HandlerTarget,
  info: HttpFunction,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  const invocationId = randomUUID();
  const gone = new AbortController();
  let handler: HandlerTarget['supervisor']['current'];
  response.once('close', () => gone.abort());
  try {
    const body = await readBody(request, target.bodyLimit);
    if (!(await target.supervisor.untilCallable())) {
      throw new Error('The custom handler is not running.');
    }
    handler = target.supervisor.current;
    const answer = await sendUntilAnswered(target, request, body, invocationId, gone.signal);
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

async function sendUntilAnswered(
  target: HandlerTarget,
  request: IncomingMessage,
  body: Buffer,
  invocationId: string,
  signal: AbortSignal,
): Promise<BufferedAnswer> {
  const headers = headersForHandler(request, body, invocationId);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(target, request, headers, body, signal);
    } catch (error) {
      const dropped = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
      if (!dropped || body.length > 0 || attempt >= maxAttempts) throw error;
    }
  }
}

function sendOnce(
  { agent, port, activityTimeout }: HandlerTarget,
  request: IncomingMessage,
  headers: RawHeaders,
  body: Buffer,
  signal: AbortSignal,
): Promise<BufferedAnswer> {
  return new Promise((resolve, reject) => {
    const sent = sendRequest({
      agent,
      host: '127.0.0.1',
      port,
      method: request.method,
      path: targetOf(request),
      headers,
      signal,
      timeout: activityTimeout,
    });
    sent.on('error', reject);
    sent.on('timeout', () =>
      sent.destroy(new Error(`The handler was silent for ${activityTimeout} ms.`)),
    );
    sent.on('response', (answer) => {
      bufferAnswer(answer).then(resolve, (error: unknown) => {
        sent.destroy();
        reject(error);
      });
    });
    sent.end(body);
  });
}

async function bufferAnswer(answer: IncomingMessage): Promise<BufferedAnswer> {
  const { statusCode, statusMessage, rawHeaders } = answer;
  const body = await readBody(answer, answerLimit).catch((error: unknown) => {
    throw error instanceof BodyTooLargeError
      ? new Error(`The handler's answer is larger than ${answerLimit} bytes.`)
      : error;
  });
  return { status: statusCode!, statusMessage: statusMessage!, headers: rawHeaders, body };
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
