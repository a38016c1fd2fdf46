import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { AppRuntime } from '../app-runtime.ts';
import { BodyTooLargeError } from '../http.ts';
import { HostLog } from '../log/log.ts';
import type { EasyAuth } from '../platform/easy-auth/easy-auth.ts';
import { KeyStore } from '../platform/key-store.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import { type ServedHost, serveRequest } from './serve-request.ts';

verifies('host.start-patience', 'host.http-answers', 'easy-auth.order');

/** Serves a host whose app handles requests so. */
async function serve(handle: AppRuntime['handle'], changes: Partial<ServedHost> = {}) {
  const log = new HostLog();
  const host: ServedHost = {
    appRoot: '/',
    log,
    keys: new KeyStore(),
    env: {},
    cors: undefined,
    easyAuth: undefined,
    state: 'Running',
    failure: undefined,
    knownFunctions: [],
    runtime: {
      functions: [],
      routePrefix: '',
      extensionOptions: {},
      process: undefined,
      failed: new Promise(() => {}),
      handle,
      runByHand() {},
      dispose: () => Promise.resolve(),
    },
    offlinePage: undefined,
    changing: Promise.resolve(),
    restart: () => Promise.resolve(),
    ...changes,
  };
  const arrived = Promise.withResolvers<{ response: ServerResponse; served: Promise<void> }>();
  const server = createServer((request, response) => {
    arrived.resolve({ response, served: serveRequest(host, request, response) });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, log, arrived: arrived.promise };
}

test('what goes wrong is an empty 500 that leaves the connection open, and an error in the log', async () => {
  const { port, log } = await serve((_, response) => {
    response.setHeader('x-before', '1');
    throw new Error('broken');
  });
  const { status, headers, body } = await sendRaw(port, { method: 'GET', path: '/', headers: {} });
  expect([status, headers['content-length'], headers['server'], body]).toEqual([
    500,
    '0',
    'Kestrel',
    '',
  ]);
  expect(headers['connection']).toBe(undefined);
  expect(headers['x-before']).toBe('1');
  expect(log.entries).toMatchObject([
    {
      level: 'error',
      category: 'Host.General',
      message: 'An unhandled exception has occurred while executing the request: broken',
    },
  ]);
});

test('a body that is too large ends the connection, on which the rest of it would come', async () => {
  const { port } = await serve(() => Promise.reject(new BodyTooLargeError()));
  const answer = await sendRaw(port, { method: 'GET', path: '/', headers: {} });
  expect([answer.status, answer.headers['connection']]).toEqual([500, 'close']);
});

test('an answer that goes wrong in its middle does not look whole', async () => {
  const { port, log } = await serve(async (_, response) => {
    await new Promise((written) => response.write('half', written));
    throw new Error('broken');
  });
  const answer = fetch(`http://127.0.0.1:${port}`).then((response) => response.text());
  await expect(answer).rejects.toThrow('terminated');
  expect(log.entries).toMatchObject([{ level: 'error' }]);
});

test('a client that left while the host started is none to the app', async () => {
  const changing = Promise.withResolvers<void>();
  let handled = 0;
  const handle = (): Promise<boolean> => Promise.resolve(Boolean((handled += 1)));
  const { port, arrived } = await serve(handle, { state: 'Starting', changing: changing.promise });
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const { response, served } = await arrived;
  socket.destroy();
  await once(response, 'close');
  changing.resolve();
  await served;
  expect(handled).toBe(0);
});

/** Built-in authentication that lets all pass as soon as it knows the app. */
function lateEasyAuth(): EasyAuth & { isReady: boolean } {
  return {
    environment: {},
    isReady: false,
    useEnvironment() {},
    handle: () => Promise.resolve(false),
  };
}

test('a request waits until built-in authentication knows the app’s settings', async () => {
  const easyAuth = lateEasyAuth();
  const { promise: changing, resolve } = Promise.withResolvers<void>();
  const { port, arrived } = await serve(
    (_, response) => {
      response.end(String(easyAuth.isReady));
      return Promise.resolve(true);
    },
    { easyAuth, changing },
  );
  const answered = sendRaw(port, { method: 'GET', path: '/', headers: {} });
  await arrived;
  easyAuth.isReady = true;
  resolve();
  expect(await answered).toMatchObject({ status: 200, body: 'true' });
});

test('nothing passes where those settings never came to be known', async () => {
  const { port } = await serve(() => Promise.reject(new Error('reached')), {
    easyAuth: lateEasyAuth(),
  });
  const answer = await sendRaw(port, { method: 'GET', path: '/admin/host/status', headers: {} });
  expect(answer).toMatchObject({ status: 503, body: 'Function host is not running.' });
});
