import { randomUUID } from 'node:crypto';
import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as sendRequest,
  type ServerResponse,
} from 'node:http';
import { messageOf } from '../errors.ts';
import { answerEmpty, refuseBody } from './answers.ts';
import { targetOf } from '../http.ts';
import { type HandlerTarget, logFailure, untilBreakIsClear } from './handler-target.ts';
import { headersForHandler } from './headers.ts';
import { passAnswer } from './pass-answer.ts';
import { isDrop, maxAttempts, maxResends, retryDelay } from './retry-rules.ts';
import type { HttpFunction } from '../triggers/http/routing/http-function.ts';

/** A body is kept to be sent again up to this size, in bytes. */
const keptBody = 65_536;

/** Responses may have headers of this size in all, in bytes, as .NET's client lets them. */
const maxHeaderSize = 65_536;

/**
 * Streams a request to the handler and its answer back, as the reverse proxy in the Functions host
 * does (`enableProxyingHttpRequest`). Settles when the client's connection is done with the request.
 * @see microsoft/reverse-proxy:src/ReverseProxy/Forwarder/HttpForwarder.cs
 */
export function proxyRequest(
  target: HandlerTarget,
  info: Pick<HttpFunction, 'name'>,
  request: IncomingMessage,
  response: ServerResponse,
  invocationId: string = randomUUID(),
): Promise<void> {
  const { supervisor, log, bodyLimit } = target;
  const { promise, resolve } = Promise.withResolvers<void>();
  const started = performance.now();
  const declared = request.headers['content-length'];
  const length = declared === undefined ? -1 : Number(declared);
  const method = request.method!;
  const path = targetOf(request);

  let upstream: ClientRequest | undefined;
  let handler: HandlerTarget['supervisor']['current'];
  let attempt = 1;
  let resends = 0;
  let broken = false;
  let sentAt = 0;
  let kept: Buffer[] | undefined = [];
  let reading = false;
  let received = 0;
  const bodiless = length <= 0 && request.headers['transfer-encoding'] === undefined;
  let bodyDone = bodiless;
  let answered = false;
  let over = false;
  let retry: NodeJS.Timeout | undefined;
  const silence = setTimeout(() => {
    if (upstream) fail(`There was no traffic for ${target.activityTimeout} ms.`);
    else silence.refresh();
  }, target.activityTimeout);

  response.once('close', () => {
    clearTimeout(silence);
    // Finished without an answer of the handler: another answered in its place.
    if (!over && !(answered && response.writableFinished)) {
      if (!response.writableFinished) {
        log.write(
          'debug',
          `Function.${info.name}`,
          'The client disconnected while the function was processing the request.',
        );
      }
      over = true;
      clearTimeout(retry);
      upstream?.destroy();
    }
    resolve();
  });

  if (length > bodyLimit) {
    over = true;
    refuseBody(request, response);
    return promise;
  }
  sendWhenCallable(target.agent);
  return promise;

  function sendWhenCallable(agent: Agent | false): void {
    if (supervisor.current) {
      send(agent);
      return;
    }
    void supervisor.untilCallable().then((callable) => {
      if (over) return;
      if (callable) send(agent);
      else fail('The custom handler is not running.');
    });
  }

  function send(agent: Agent | false): void {
    handler = supervisor.current;
    sentAt = performance.now();
    let current: ClientRequest;
    try {
      const { port } = target;
      const headers = headersForHandler(request, target, invocationId);
      current = sendRequest({
        agent,
        host: '127.0.0.1',
        port,
        method,
        path,
        headers,
        maxHeaderSize,
      });
    } catch (error) {
      fail(messageOf(error));
      return;
    }
    upstream = current;
    silence.refresh();
    current.on('response', passOn);
    current.on('error', (error) => retryOrFail(current, error));
    for (const chunk of kept ?? []) current.write(chunk);
    if (bodyDone) {
      current.end();
      return;
    }
    if (reading) {
      request.resume();
      return;
    }
    reading = true;
    request.on('data', takeChunk);
    request.on('end', endBody);
  }

  function takeChunk(chunk: Buffer): void {
    received += chunk.length;
    if (over) return;
    silence.refresh();
    if (received > bodyLimit) {
      over = true;
      upstream?.destroy();
      if (response.headersSent) response.destroy();
      else refuseBody(request, response);
      return;
    }
    if (kept) {
      kept.push(chunk);
      // Before it is connected nothing is sent, so that all must be kept; backpressure bounds it.
      const socket = upstream?.socket;
      if (received > keptBody && socket && !socket.connecting && !socket.destroyed)
        kept = undefined;
    }
    if (!upstream) request.pause();
    else if (upstream.destroyed) return;
    else if (received === length) {
      bodyDone = true;
      // As text it leaves in one piece with the headers, which costs a tenth less.
      upstream.end(chunk.toString('latin1'), 'latin1');
    } else if (!upstream.write(chunk)) {
      request.pause();
      upstream.once('drain', () => request.resume());
    }
  }

  function endBody(): void {
    bodyDone = true;
    if (upstream && !upstream.writableEnded) upstream.end();
  }

  function retryOrFail(failed: ClientRequest, error: NodeJS.ErrnoException): void {
    if (over || answered || failed !== upstream) return;
    upstream = undefined;
    if (error.syscall === 'connect' && !broken && attempt < maxAttempts) {
      retryLater();
      return;
    }
    const again = bodiless ? isDrop(error) && resends < maxResends : isStale(failed, error);
    const clear = broken ? Promise.resolve() : untilBreakIsClear(handler);
    broken = true;
    void clear.then(() => {
      if (over) return;
      // One that the handler's end broke may have reached it, and may be what ended it.
      if (supervisor.current !== handler) fail(messageOf(error));
      else if (again) {
        resends += 1;
        send(false);
      } else if (bodiless && attempt < maxAttempts) retryLater();
      else fail(messageOf(error));
    });
  }

  function retryLater(): void {
    const wait = retryDelay(attempt);
    log.write(
      'warning',
      'DefaultHttpProxyService',
      `Failed to proxy request to the worker. Retrying in ${wait}ms. Attempt ${attempt} of ${maxAttempts}.`,
    );
    attempt += 1;
    resends = 0;
    retry = setTimeout(() => {
      if (broken && supervisor.current !== handler) fail('The handler ended.');
      else sendWhenCallable(target.agent);
    }, wait);
  }

  /**
   * A connection that the handler closed just when it was taken out of the pool: the handler never saw the
   * request. That shows at once, while the body is still there to be sent again.
   */
  function isStale(failed: ClientRequest, error: NodeJS.ErrnoException): boolean {
    const atOnce = performance.now() - sentAt < 1_000;
    return isDrop(error) && atOnce && failed.reusedSocket && kept !== undefined;
  }

  function passOn(answer: IncomingMessage): void {
    if (over) {
      answer.destroy();
      return;
    }
    answered = true;
    try {
      passAnswer(answer, response, silence);
    } catch (error) {
      fail(messageOf(error));
      return;
    }
    answer.once('close', () => {
      request.resume();
      if (answer.complete || over) return;
      void untilBreakIsClear(handler).then(() => fail('The handler broke off its answer.'));
    });
  }

  function fail(reason: string): void {
    over = true;
    upstream?.destroy();
    if (response.destroyed) return;
    logFailure(target, info, invocationId, started, reason);
    request.resume();
    if (response.headersSent) response.destroy();
    else answerEmpty(response, 500);
  }
}
