import { rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { HostLog } from '../log/log.ts';
import { KeyStore } from '../platform/key-store.ts';
import { functionAppFiles, writeAppFile } from '../testing/app-folder.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import { offlineFile } from './app-offline.ts';
import { serveRequest } from './serve-request.ts';
import { isRetried, retryDelayMs } from './start-failure.ts';
import { HostError } from '../errors.ts';
import { call, hostJson, toolApp, useHost } from './testing/tool-app.ts';

verifies(
  'host.error-retry',
  'host.offline',
  'host.start-patience',
  'host.home-page',
  'host.home-page-off',
  'host.admin-fallback',
);

test('a host in the state of error comes back by itself once its host.json is mended', async () => {
  const files = toolApp(['fn', 'fn', "() => 'fine'"]);
  const host = await useHost({ ...files, 'host.json': '{' }, { stayOnFailure: true });
  expect(host.state).toBe('Error');
  await writeAppFile(host.appRoot, 'host.json', hostJson);
  // It tries again after seconds, and then starts a process.
  await expect.poll(() => host.state, { timeout: 25_000 }).toBe('Running');
  expect(await (await call(host.url, 'fn')).text()).toContain('fine');
});

test("it tries again ever less often, and not at all for what is the app's own error", () => {
  expect([1, 2, 3, 4, 7, 8, 50].map(retryDelayMs)).toEqual([
    1_000, 2_000, 4_000, 8_000, 64_000, 120_000, 120_000,
  ]);
  expect(isRetried(new HostError('REGISTRATION_INVALID', 'm', 'h'))).toBe(true);
  expect(isRetried(new HostError('ENTRY_POINT_FAILED', 'm', 'h'))).toBe(false);
});

test('an app with an app_offline.htm answers everything with it, and the admin API knows', async () => {
  const host = await useHost(toolApp(['fn', 'fn', "() => 'fine'"]));
  await writeAppFile(host.appRoot, offlineFile, '<p>Back soon</p>');
  await host.restart();
  const response = await call(host.url, 'fn');
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    503,
    'text/html',
    '<p>Back soon</p>',
  ]);
  const status = await fetch(`${host.url}/admin/host/status`);
  expect(await status.json()).toMatchObject({ state: 'Offline' });

  await rm(join(host.appRoot, offlineFile));
  await host.restart();
  expect(await (await call(host.url, 'fn')).text()).toContain('fine');
});

test('a request waits half a minute for a host that starts, and no longer', async () => {
  const starting = {
    appRoot: '/',
    log: new HostLog(),
    keys: new KeyStore(),
    env: {},
    cors: undefined,
    easyAuth: undefined,
    state: 'Starting' as const,
    failure: undefined,
    knownFunctions: [],
    runtime: undefined,
    offlinePage: undefined,
    changing: new Promise<void>(() => {}),
    restart: () => Promise.resolve(),
  };
  const server = createServer((request, response: ServerResponse) => {
    void serveRequest(starting, request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());

  const { port } = server.address() as AddressInfo;
  const answered = sendRaw(port, { method: 'GET', path: '/x', headers: { connection: 'close' } });
  const status = answered.then(() => 'answered');
  while (vi.getTimerCount() === 0) await new Promise((next) => void setImmediate(next));
  await vi.advanceTimersByTimeAsync(29_000);
  expect(await Promise.race([status, Promise.resolve('waiting')])).toBe('waiting');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answered).toMatchObject({ status: 503, body: 'Function host is not running.' });
});

test('the home page names the functions, whatever they are called', async () => {
  const host = await useHost(
    functionAppFiles(`
      const { app } = require('@azure/functions');
      app.generic('a<b', { trigger: { type: 'httpTrigger', route: 'x' }, handler: () => ({}) });`),
  );
  const page = await (await fetch(host.url)).text();
  expect(page).toContain('a&#60;b');
  expect(page).not.toContain('a<b');
});

test('the home page can be switched off', async () => {
  const host = await useHost(toolApp(['fn', 'fn', '() => 1']), {
    env: { ...process.env, AzureWebJobsDisableHomepage: 'true' },
  });
  expect((await fetch(host.url)).status).toBe(204);
});

test('a path below /admin that the admin API does not have is for a function that takes it', async () => {
  const files = functionAppFiles(`
    const { app } = require('@azure/functions');
    app.http('all', { methods: ['GET', 'POST'], route: '{*rest}', handler: () => ({ body: 'mine' }) });`);
  const host = await useHost({
    ...files,
    'host.json': { ...files['host.json'], extensions: { http: { routePrefix: '' } } },
  });
  const text = async (path: string, method = 'GET') =>
    (await fetch(`${host.url}${path}`, { method })).text();
  expect(await text('/admin/nope')).toBe('mine');
  // The admin API has the path, but not with that verb.
  expect(await text('/admin/host/status', 'POST')).toBe('mine');
  expect(await text('/admin/host/status')).toContain('"state":"Running"');
  expect(await text('/')).toBe('mine');
});
