import { expect, test } from 'vitest';
import { writeAppFile } from '../testing/app-folder.ts';
import { freePort } from '../testing/free-port.ts';
import { sendRaw, sendRawStream } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import { call, hostJson, toolApp, useHost, waiting } from './testing/tool-app.ts';

verifies('host.restart', 'host.worker-restart', 'host.error-state');

test('a restart serves new code, and lets a call under way finish', async () => {
  const wait = (answer: string) =>
    `() => new Promise((resolve) => setTimeout(resolve, 400, '${answer}'))`;
  const host = await useHost(toolApp(['fn', 'fn', wait('old')]));
  const underWay = call(host.url, 'fn');
  await expect
    .poll(() => host.logs.some(({ message }) => message.startsWith('Executing')))
    .toBe(true);
  await writeAppFile(host.appRoot, 'index.cjs', toolApp(['fn', 'fn', "() => 'new'"])['index.cjs']);
  await host.restart();
  expect(await (await call(host.url, 'fn')).text()).toContain('new');
  expect(await (await underWay).text()).toContain('old');
});

test('what is disposed of right after a restart still waits for the old app', async () => {
  const host = await useHost(toolApp(['fn', 'fn', waiting('old')]));
  const underWay = call(host.url, 'fn');
  await expect
    .poll(() => host.logs.some(({ message }) => message.startsWith('Executing')))
    .toBe(true);
  await host.restart();
  await host.dispose();
  expect(await (await underWay).text()).toContain('old');
});

test('a host that is stopped while it starts an app gives up at once, and starts nothing after', async () => {
  const host = await useHost(toolApp(['fn', 'fn', "() => 'x'"]));
  await writeAppFile(host.appRoot, 'index.cjs', 'for (;;) {}');
  const restart = host.restart();
  restart.catch(() => {});
  await expect
    .poll(() => host.logs.filter(({ message }) => message.startsWith('Loading entry point')).length)
    .toBe(2);
  await host.dispose();
  await expect(restart).rejects.toThrow();
  expect(host.state).toBe('Stopped');
  await host.restart();
  expect(host.functions).toEqual([]);
});

test('an answer that is under way on a legacy SSE stream comes before a restart ends the stream', async () => {
  const host = await useHost(toolApp(['fn', 'fn', waiting('on the stream')]));
  const path = '/runtime/webhooks/mcp';
  const opened = Promise.withResolvers<string>();
  const answered = sendRawStream(
    host.port,
    { method: 'GET', path: `${path}/sse`, headers: { accept: 'text/event-stream' } },
    (body) => body.includes('"result"'),
    opened.resolve,
  );
  const address = /data: (\S+)/.exec(await opened.promise)![1]!;
  await sendRaw(host.port, {
    method: 'POST',
    path: `${path}/${address}`,
    headers: { 'content-type': 'application/json' },
    body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"fn"}}',
  });
  await expect
    .poll(() => host.logs.some(({ message }) => message.startsWith('Executing')))
    .toBe(true);
  await host.restart();
  expect((await answered).body).toContain('on the stream');
});

test('an app with a port of its own is stopped before it is started again', async () => {
  const port = await freePort();
  const handler = `
    require('node:http').createServer((_, response) => response.end(String(process.pid)))
      .listen(process.env.FUNCTIONS_CUSTOMHANDLER_PORT, '127.0.0.1');`;
  const description = { defaultExecutablePath: 'node', arguments: ['handler.cjs'] };
  const settings = (customHandler: object) => ({
    version: '2.0',
    configurationProfile: 'mcp-custom-handler',
    customHandler: { description, ...customHandler },
  });
  const host = await useHost({ 'host.json': settings({}), 'handler.cjs': handler });
  const pid = async () => (await fetch(`${host.url}/x`)).text();
  const pids = [await pid()];
  await writeAppFile(host.appRoot, 'host.json', settings({ port }));
  for (const _ of [1, 2, 3]) {
    await host.restart();
    pids.push(await pid());
  }
  expect(new Set(pids).size).toBe(4);
});

test('an app that breaks at a restart leaves a host that answers 503, and recovers', async () => {
  const host = await useHost(toolApp(['fn', 'fn', "() => 'fine'"]));
  const good = toolApp(['fn', 'fn', "() => 'fine again'"])['index.cjs'];
  await writeAppFile(host.appRoot, 'index.cjs', "throw new Error('broken on purpose');");
  await expect(host.restart()).rejects.toMatchObject({ code: 'ENTRY_POINT_FAILED' });
  expect(host.state).toBe('Error');
  expect(host.failure?.message).toContain('broken on purpose');
  const response = await call(host.url, 'fn');
  expect([response.status, await response.text()]).toEqual([503, 'Function host is not running.']);
  expect(response.headers.get('content-type')).toBeNull();

  await writeAppFile(host.appRoot, 'index.cjs', good);
  const restarted = host.restart();
  // A request that comes while it recovers waits for it.
  expect(await (await call(host.url, 'fn')).text()).toContain('fine again');
  await restarted;
  expect(host.failure).toBeUndefined();
});

test('a worker that dies is replaced; a call in flight is an error, the next one works', async () => {
  const host = await useHost(
    toolApp(['die', 'die', '() => process.exit(3)'], ['live', 'live', "() => 'alive'"]),
  );
  expect(await (await call(host.url, 'die')).text()).toContain(
    'An error occurred invoking \\u0027die\\u0027.',
  );
  expect(await (await call(host.url, 'live')).text()).toContain('alive');
  expect(host.logs.some(({ message }) => message.includes('node exited with code 3'))).toBe(true);
});

test('lets a debugger attach, after a restart too', async () => {
  const inspectPort = await freePort();
  const host = await useHost(toolApp(['fn', 'fn', '() => 1']), { inspectPort });
  const targets = async () => (await fetch(`http://127.0.0.1:${inspectPort}/json`)).json();
  await expect(targets()).resolves.toEqual([expect.objectContaining({ type: 'node' })]);
  await host.restart();
  await expect(targets()).resolves.toEqual([expect.objectContaining({ type: 'node' })]);
});

test('stays with a host.json that cannot be read, if asked to, and recovers', async () => {
  const files = toolApp(['fn', 'fn', "() => 'fine'"]);
  const host = await useHost({ ...files, 'host.json': '{' }, { stayOnFailure: true });
  expect(host.failure).toMatchObject({ code: 'HOST_JSON_INVALID' });
  await writeAppFile(host.appRoot, 'host.json', hostJson);
  await host.restart();
  expect(await (await call(host.url, 'fn')).text()).toContain('fine');
});

test('stays with an app that does not start, if asked to', async () => {
  const host = await useHost(
    { ...toolApp(), 'index.cjs': "throw new Error('no');" },
    { stayOnFailure: true },
  );
  expect(host.state).toBe('Error');
  expect((await call(host.url, 'x')).status).toBe(503);
});
