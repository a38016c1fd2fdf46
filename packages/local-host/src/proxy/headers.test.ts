import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { hostVersion } from '../settings/version.ts';
import { headersForClient, headersForHandler } from './headers.ts';
import { verifies } from '../testing/verifies.ts';

verifies('custom-handler.proxy-headers', 'custom-handler.server-header');

/** Headers raw, from lines such as `Name: value`. */
function raw(...lines: string[]): string[] {
  return lines.flatMap((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
}

/** A message as node:http hands it over. */
function message(lines: string[], more: object = {}): IncomingMessage {
  const rawHeaders = raw(...lines);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [name, value] = raw(line);
    headers[name!.toLowerCase()] = value!;
  }
  const socket = { remoteAddress: '::ffff:127.0.0.1' };
  return { rawHeaders, headers, socket, method: 'GET', ...more } as unknown as IncomingMessage;
}

const fromClient = 'Host: pub.example';
const toHandler = 'Host: 127.0.0.1:3000';

/** What the host adds to every request, in its order. */
const added = [
  'X-Forwarded-For: 127.0.0.1',
  'X-Forwarded-Host: pub.example',
  'X-Forwarded-Proto: http',
  `X-Azure-Functions-HostVersion: ${hostVersion}`,
  'X-Azure-Functions-InvocationId: id',
  'x-ms-invocation-id: id',
];

test('the handler gets the headers of the client as they are, and its own address as host', () => {
  const kept = [
    'Authorization: Bearer x',
    'User-Agent: t',
    'Accept: a, b',
    'x-functions-key: k',
    'Cookie: a=b',
    'traceparent: 00-1-2-03',
    'X-Twice: 1',
    'X-Twice: 2',
    'Content-Length: 5',
  ];
  const request = message([fromClient, ...kept], { method: 'POST' });
  expect(headersForHandler(request, { port: 3000 }, 'id')).toEqual(
    raw(toHandler, ...kept, ...added),
  );
});

test('headers of the connection are dropped, and those that it names', () => {
  const request = message([
    fromClient,
    'Connection: keep-alive, X-Hop',
    'X-Hop: 1',
    'Keep-Alive: 5',
    'Proxy-Authorization: p',
    'TE: trailers',
    'Trailer: x',
    'Upgrade: h2c',
    'X-Kept: 1',
    'Expect: 100-continue',
    'Upgrade-Insecure-Requests: 1',
  ]);
  expect(headersForHandler(request, { port: 3000 }, 'id')).toEqual(
    raw(toHandler, 'X-Kept: 1', ...added),
  );
});

test('what the host sets overwrites what the client sent', () => {
  const request = message([
    fromClient,
    'X-Forwarded-For: 1.2.3.4',
    'x-forwarded-host: evil.example',
    'X-Forwarded-Proto: https',
    'X-Forwarded-Prefix: /x',
    'x-ms-invocation-id: mine',
    'x-azure-functions-invocationid: mine',
    'X-Azure-Functions-HostVersion: 1',
  ]);
  expect(headersForHandler(request, { port: 3000 }, 'id')).toEqual(raw(toHandler, ...added));
});

test("a worker's own server is told the id of the invocation, and nothing else of the host", () => {
  const lines = ['X-Azure-Functions-HostVersion: mine', 'X-Azure-Functions-InvocationId: mine'];
  const request = message([fromClient, ...lines, 'x-ms-invocation-id: mine']);
  const [address, host, scheme] = added;
  expect(headersForHandler(request, { port: 3000, isWorker: true }, 'id')).toEqual(
    raw(toHandler, ...lines, address!, host!, scheme!, 'x-ms-invocation-id: id'),
  );
});

test.each([
  ['POST', [], ['Content-Length: 0']],
  ['GET', [], []],
  ['DELETE', [], []],
  ['DELETE', ['Transfer-Encoding: chunked'], ['Transfer-Encoding: chunked']],
  ['GET', ['Content-Length: 3'], ['Content-Length: 3']],
])('a %s with %j says how its body ends with %j', (method, given, expected) => {
  const request = message([fromClient, ...given], { method });
  expect(headersForHandler(request, { port: 3000 }, 'id')).toEqual(
    raw(toHandler, ...expected, ...added),
  );
});

test('the client gets the headers of the handler without those of its connection', () => {
  const answer = message([
    'X-Hop: 1',
    'Connection: close, X-Hop',
    'Keep-Alive: timeout=5',
    'Transfer-Encoding: chunked',
    'Set-Cookie: a=1',
    'Set-Cookie: b=2',
    'Date: today',
  ]);
  expect(headersForClient(answer)).toEqual({
    headers: raw('Set-Cookie: a=1', 'Set-Cookie: b=2', 'Date: today', 'Server: Kestrel'),
    length: -1,
  });
});

test("the handler's name for itself is kept, and so is the length of its body", () => {
  const lines = ['server: mine', 'content-length: 3'];
  expect(headersForClient(message(lines))).toEqual({ headers: raw(...lines), length: 3 });
});

test('an answer that cannot have a body has no length', () => {
  const answer = message(['Content-Length: 0'], { statusCode: 204 });
  expect(headersForClient(answer).headers).toEqual(raw('Server: Kestrel'));
});
