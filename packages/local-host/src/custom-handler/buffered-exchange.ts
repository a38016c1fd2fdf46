import { type IncomingMessage, request as sendRequest } from 'node:http';
import { BodyTooLargeError, readBody } from '../http.ts';
import type { HandlerTarget } from '../proxy/handler-target.ts';
import type { RawHeaders } from '../proxy/headers.ts';

/** How often a request without a body is sent while the handler drops the connection. */
const maxAttempts = 4;

/** The largest answer that is buffered, in bytes. */
const answerLimit = 2 ** 30;

/** A whole request to the handler. */
export interface BufferedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: RawHeaders;
  readonly body: Buffer;
}

/** A whole answer of the handler. */
export interface BufferedAnswer {
  readonly status: number;
  readonly statusMessage: string;
  readonly headers: RawHeaders;
  readonly body: Buffer;
}

/**
 * Sends a request to the handler and reads the whole answer. Rejects when the connection breaks (four
 * times, where the request has no body), the answer is not there in time or the signal aborts.
 */
export async function exchange(
  target: HandlerTarget,
  request: BufferedRequest,
  signal: AbortSignal,
): Promise<BufferedAnswer> {
  const tooLate = new AbortController();
  const { activityTimeout } = target;
  const timer = setTimeout(() => tooLate.abort(), activityTimeout);
  try {
    return await sendUntilAnswered(target, request, AbortSignal.any([signal, tooLate.signal]));
  } catch (error) {
    if (!tooLate.signal.aborted) throw error;
    throw new Error(
      `The request was canceled due to the configured HttpClient.Timeout of ${activityTimeout / 1000} seconds elapsing.`,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

async function sendUntilAnswered(
  target: HandlerTarget,
  request: BufferedRequest,
  signal: AbortSignal,
): Promise<BufferedAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(target, request, signal);
    } catch (error) {
      const dropped = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
      if (!dropped || request.body.length > 0 || attempt >= maxAttempts) throw error;
    }
  }
}

function sendOnce(
  { agent, port }: HandlerTarget,
  { method, path, headers, body }: BufferedRequest,
  signal: AbortSignal,
): Promise<BufferedAnswer> {
  return new Promise((resolve, reject) => {
    const sent = sendRequest({ agent, host: '127.0.0.1', port, method, path, headers, signal });
    sent.on('error', reject);
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
