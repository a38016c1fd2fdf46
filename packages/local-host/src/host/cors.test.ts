import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CorsPolicy } from '../settings/local-settings.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import { evaluateCors, handleCors } from './cors.ts';

verifies('host.cors');

const any = { origins: ['*'], credentials: false };
const one = { origins: ['http://a'], credentials: true };
const two = { origins: ['http://a', 'http://b'], credentials: false };
const preflight = {
  'access-control-request-method': 'PUT',
  'access-control-request-headers': 'x-one, X-Two',
};

describe('a policy', () => {
  test.each([
    [any, 'GET', 'http://x', { 'access-control-allow-origin': '*' }, false],
    [
      one,
      'GET',
      'http://a',
      { 'access-control-allow-origin': 'http://a', 'access-control-allow-credentials': 'true' },
      false,
    ],
    [one, 'GET', 'http://b', {}, false],
    [one, 'GET', 'http://A', {}, false],
    [two, 'GET', 'http://b', { 'access-control-allow-origin': 'http://b' }, true],
  ])('%j to %s of %s', (policy, method, origin, headers, varies) => {
    expect(evaluateCors(policy, method, { origin })).toEqual({
      isPreflight: false,
      headers,
      varies,
    });
  });

  test('says nothing to a request without an origin', () => {
    expect(evaluateCors(any, 'OPTIONS', preflight)).toBeUndefined();
  });

  test('allows every verb and header that a preflight asks for', () => {
    expect(evaluateCors(any, 'OPTIONS', { origin: 'http://x', ...preflight })).toEqual({
      isPreflight: true,
      varies: false,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'PUT',
        'access-control-allow-headers': 'x-one,X-Two',
      },
    });
  });

  test('takes OPTIONS that asks for no verb for an ordinary request', () => {
    expect(evaluateCors(any, 'OPTIONS', { origin: 'http://x' })).toMatchObject({
      isPreflight: false,
    });
  });
});

/** A server that heeds the policy, and answers in three ways besides. */
async function useServer(policy: CorsPolicy): Promise<number> {
  const server = createServer((request, response) => {
    if (handleCors(policy, request, response)) return;
    if (request.url === '/list') {
      const headers = [
        'Access-Control-Allow-Origin',
        'http://own',
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
      ];
      response.writeHead(201, 'Made', headers).end('x');
    } else if (request.url === '/object') {
      response
        .writeHead(200, { vary: 'Accept', 'Access-Control-Allow-Origin': 'http://own' })
        .end('x');
    } else response.end('x');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const send = (port: number, path: string, headers: Record<string, string>, method = 'GET') =>
  sendRaw(port, { method, path, headers: { ...headers, connection: 'close' } });

test('a preflight is answered by the host, whether or not the origin may call', async () => {
  const port = await useServer(two);
  const allowed = await send(port, '/', { origin: 'http://b', ...preflight }, 'OPTIONS');
  expect([allowed.status, allowed.body]).toEqual([204, '']);
  expect(allowed.headers).toMatchObject({
    'access-control-allow-origin': 'http://b',
    vary: 'Origin',
    server: 'Kestrel',
  });
  const refused = await send(port, '/', { origin: 'http://c', ...preflight }, 'OPTIONS');
  expect(refused.status).toBe(204);
  expect(Object.keys(refused.headers).filter((name) => name.startsWith('access'))).toEqual([]);
});

test('the headers are put over those of the app, which keep the others', async () => {
  const port = await useServer(two);
  for (const path of ['/', '/list', '/object']) {
    const { headers } = await send(port, path, { origin: 'http://a' });
    expect(headers['access-control-allow-origin']).toBe('http://a');
  }
  const list = await send(port, '/list', { origin: 'http://a' });
  expect([list.status, list.headers['set-cookie']]).toEqual([201, 'a=1, b=2']);
  const object = await send(port, '/object', { origin: 'http://a' });
  expect(object.headers['vary']).toBe('Accept, Origin');
});

test('an origin that may not call, or none, changes nothing', async () => {
  const port = await useServer(two);
  for (const headers of [{}, { origin: 'http://c' }]) {
    const answer = await send(port, '/list', headers);
    expect(answer.headers['access-control-allow-origin']).toBe('http://own');
    expect(answer.headers).not.toHaveProperty('vary');
  }
});
