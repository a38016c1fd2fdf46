import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { useAppFolder, writeAppFile } from '../testing/app-folder.ts';
import { sendRaw, sendRawStream } from '../testing/raw-http.ts';
import { type FunctionsHostOptions, startFunctionsHost } from './start.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'host.function-order',
  'host.disabled',
  'host.function-in-error',
  'host.error-state',
  'host.restart',
  'host.first-start',
  'host.worker-restart',
  'host.invocation-log',
  'extension.registration.duplicate',
);

const hostJson = {
  version: '2.0',
  extensionBundle: { id: 'Microsoft.Azure.Functions.ExtensionBundle', version: '[4.36.0, 5.0.0)' },
};

/** An app with tools, each given as `[function name, tool name, handler]`. */
function app(...tools: [name: string, toolName: string, handler: string][]): {
  'host.json': object;
  'package.json': object;
  'index.cjs': string;
} {
  const registrations = tools.map(
    ([name, toolName, handler]) =>
      `app.mcpTool('${name}', { toolName: '${toolName}', description: 'd', toolProperties: [], handler: ${handler} });`,
  );
  return {
    'host.json': hostJson,
    'package.json': { main: 'index.cjs' },
    'index.cjs': `const { app } = require('@azure/functions');\n${registrations.join('\n')}`,
  };
}

async function useHost(
  files: Record<string, string | object>,
  options: Partial<FunctionsHostOptions> = {},
) {
  const appRoot = await useAppFolder(files);
  const host = await startFunctionsHost({ appRoot, ...options });
  onTestFinished(() => host.dispose());
  return host;
}

async function call(url: string, name: string, args: object = {}): Promise<Response> {
  return fetch(`${url}/runtime/webhooks/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name, arguments: args },
    }),
  });
}

test('lists its functions in the order of the Functions host, without the disabled ones', async () => {
  const host = await useHost(
    app(
      ['b_x', 'one', '() => 1'],
      ['bz', 'two', '() => 2'],
      ['off', 'three', '() => 3'],
      ['A', 'four', '() => 4'],
    ),
    {
      env: { ...process.env, 'AzureWebJobs.off.Disabled': '1' },
    },
  );
  expect(host.functions.map(({ name }) => name)).toEqual(['A', 'bz', 'b_x']);
  expect(host.state).toBe('Running');
  expect(await (await call(host.url, 'three')).text()).toContain('Unknown tool');
});

test('logs what a function says, what it fails with, and every request', async () => {
  const host = await useHost(
    app(['fn', 'fn', "(_, context) => { context.warn('careful'); throw new Error('boom'); }"]),
  );
  expect(await (await call(host.url, 'fn')).text()).not.toContain('boom');
  const logged = host.logs
    .map(({ level, category, message }) => `${level} ${category} ${message}`)
    .join('\n');
  expect(logged).toContain('warning Function.fn.User careful');
  expect(logged).toMatch(
    /information Function\.fn Executing 'Functions\.fn' \(Reason='\(null\)', Id=[\w-]+\)/,
  );
  expect(logged).toMatch(
    /error Function\.fn Executed 'Functions\.fn' \(Failed, Id=[\w-]+, Duration=\d+ms\)\nResult: Failure\nException: boom/,
  );
  await expect
    .poll(() => host.logs.findLast(({ request }) => request)?.request)
    .toMatchObject({
      method: 'POST',
      path: '/runtime/webhooks/mcp',
      status: 200,
      operation: 'tools/call fn',
    });
});

test('never logs a query, which may hold a key', async () => {
  const host = await useHost(app(['fn', 'fn', '() => 1']));
  await fetch(`${host.url}/runtime/webhooks/mcp?code=SECRET`);
  await expect.poll(() => host.logs.some(({ request }) => request)).toBe(true);
  expect(JSON.stringify(host.logs)).not.toContain('SECRET');
});

test('a request that comes before the app is ready waits for it', async () => {
  const files = app(['fn', 'fn', "() => 'ready'"]);
  const slow = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);\n${files['index.cjs']}`;
  const appRoot = await useAppFolder({ ...files, 'index.cjs': slow });
  const port = await freePort();
  const loading = Promise.withResolvers<void>();
  const starting = startFunctionsHost({
    appRoot,
    port,
    onLog: ({ message }) => void (message.startsWith('Loading entry point') && loading.resolve()),
  });
  onTestFinished(async () => (await starting).dispose());
  await loading.promise;
  const early = await call(`http://localhost:${port}`, 'fn');
  expect([early.status, await early.text()]).toEqual([200, expect.stringContaining('ready')]);
});

test('a restart serves new code, and lets a call under way finish', async () => {
  const wait = (answer: string) =>
    `() => new Promise((resolve) => setTimeout(resolve, 400, '${answer}'))`;
  const host = await useHost(app(['fn', 'fn', wait('old')]));
  const underWay = call(host.url, 'fn');
  await expect
    .poll(() => host.logs.some(({ message }) => message.startsWith('Executing')))
    .toBe(true);
  await writeAppFile(host.appRoot, 'index.cjs', app(['fn', 'fn', "() => 'new'"])['index.cjs']);
  await host.restart();
  expect(await (await call(host.url, 'fn')).text()).toContain('new');
  expect(await (await underWay).text()).toContain('old');
});

const waiting = (answer: string) =>
  `() => new Promise((resolve) => setTimeout(resolve, 400, '${answer}'))`;

test('what is disposed of right after a restart still waits for the old app', async () => {
  const host = await useHost(app(['fn', 'fn', waiting('old')]));
  const underWay = call(host.url, 'fn');
  await expect
    .poll(() => host.logs.some(({ message }) => message.startsWith('Executing')))
    .toBe(true);
  await host.restart();
  await host.dispose();
  expect(await (await underWay).text()).toContain('old');
});

test('a host that is stopped while it starts an app gives up at once, and starts nothing after', async () => {
  const host = await useHost(app(['fn', 'fn', "() => 'x'"]));
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
  const host = await useHost(app(['fn', 'fn', waiting('on the stream')]));
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

test('what is no request does not get into an answer that is under way', async () => {
  const host = await useHost(app(['fn', 'fn', "() => 'x'"]));
  const socket = connect(host.port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  socket.write('GET /runtime/webhooks/mcp/sse HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(() => received).toContain('azmcpcs');
  const closed = once(socket, 'close');
  socket.write('garbage\r\n\r\n');
  await closed;
  expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test.each([
  ['an unknown verb', 'FOO / HTTP/1.1\r\nHost: x\r\n\r\n', '404 Not Found'],
  ['a header that is none', 'GET / HTTP/1.1\r\nHost x\r\n\r\n', '400 Bad Request'],
  ['too large headers', `GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, '431 '],
])('answers %s', async (_, text, status) => {
  const host = await useHost(app(['fn', 'fn', '() => 1']));
  const socket = connect(host.port, '127.0.0.1');
  socket.end(text);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toContain(`HTTP/1.1 ${status}`);
});

test.each([
  ['by its Content-Length', { 'content-length': '2000' }, '{'],
  ['in chunks', { 'transfer-encoding': 'chunked' }, `7d0\r\n${'x'.repeat(2000)}\r\n0\r\n\r\n`],
])(
  'a body over the limit, %s, is an empty 500 that ends the connection',
  async (_, header, body) => {
    const host = await useHost(app(['fn', 'fn', '() => 1']), {
      env: { ...process.env, FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '1000' },
    });
    const response = await sendRaw(host.port, {
      method: 'POST',
      path: '/runtime/webhooks/mcp',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...header,
      },
      body,
    });
    expect([response.status, response.body, response.headers['connection']]).toEqual([
      500,
      '',
      'close',
    ]);
  },
);

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
  const host = await useHost(app(['fn', 'fn', "() => 'fine'"]));
  const good = app(['fn', 'fn', "() => 'fine again'"])['index.cjs'];
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
    app(['die', 'die', '() => process.exit(3)'], ['live', 'live', "() => 'alive'"]),
  );
  expect(await (await call(host.url, 'die')).text()).toContain(
    'An error occurred invoking \\u0027die\\u0027.',
  );
  expect(await (await call(host.url, 'live')).text()).toContain('alive');
  expect(host.logs.some(({ message }) => message.includes('node exited with code 3'))).toBe(true);
});

test.each([
  [
    'tools with names equal but for case',
    app(['a', 'same', '() => 1'], ['b', 'SAME', '() => 2']),
    'REGISTRATION_INVALID',
    /Tool with name 'SAME' is already registered\..*function 'b' in index\.cjs/,
  ],
  [
    'a function registered twice',
    app(['a', 'x', '() => 1'], ['a', 'y', '() => 2']),
    'ENTRY_POINT_FAILED',
    /A function with id "a" has already been registered.*/,
  ],
  [
    'an app that throws at load',
    { ...app(), 'index.cjs': "throw new Error('no');" },
    'ENTRY_POINT_FAILED',
    /Worker was unable to load entry point "index\.cjs": no/,
  ],
  ['no functions', app(), 'NO_FUNCTIONS', /No function is registered/],
  [
    'no extension bundle',
    { ...app(['a', 'x', '() => 1']), 'host.json': { version: '2.0' } },
    'BUNDLE_MISSING',
    /host\.json names no extension bundle/,
  ],
  [
    'an unknown profile',
    { ...app(['a', 'x', '() => 1']), 'host.json': { version: '2.0', configurationProfile: 'no' } },
    'PROFILE_UNKNOWN',
    /host\.json: Configuration profile 'no'/,
  ],
  [
    'a handler without an executable',
    { 'host.json': { version: '2.0', configurationProfile: 'mcp-custom-handler' } },
    'HANDLER_MISSING',
    /host\.json/,
  ],
])('does not start with %s, and says where and how to mend it', async (_, files, code, message) => {
  const appRoot = await useAppFolder(files);
  await expect(startFunctionsHost({ appRoot })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
    hint: expect.stringMatching(/\w{4}/),
  });
});

test('one bad function is in error, and the others work', async () => {
  const files = app(['good', 'good', "() => 'fine'"]);
  const bad = "app.mcpTool('bad', { toolName: 'bad', toolProperties: [], handler: () => 1 });";
  const timer = "app.timer('tick', { schedule: '0 * * * * *', handler: () => {} });";
  const host = await useHost({
    ...files,
    'index.cjs': `${files['index.cjs']}\n${bad}\n${timer}`,
  });
  expect(await (await call(host.url, 'good')).text()).toContain('fine');
  const errors = Object.fromEntries(host.functions.map(({ name, error }) => [name, error]));
  expect(errors['good']).toBeUndefined();
  expect(errors['bad']).toMatch(
    /^Unable to configure binding '\w+' of type 'mcpToolTrigger'\. This may indicate invalid function\.json properties\. Can't figure out which ctor to call\.$/,
  );
  expect(errors['tick']).toMatch(/does not emulate a trigger of type 'timerTrigger'/);
});

test('lets a debugger attach, after a restart too', async () => {
  const inspectPort = await freePort();
  const host = await useHost(app(['fn', 'fn', '() => 1']), { inspectPort });
  const targets = async () => (await fetch(`http://127.0.0.1:${inspectPort}/json`)).json();
  await expect(targets()).resolves.toEqual([expect.objectContaining({ type: 'node' })]);
  await host.restart();
  await expect(targets()).resolves.toEqual([expect.objectContaining({ type: 'node' })]);
});

test('stays with a host.json that cannot be read, if asked to, and recovers', async () => {
  const files = app(['fn', 'fn', "() => 'fine'"]);
  const host = await useHost({ ...files, 'host.json': '{' }, { stayOnFailure: true });
  expect(host.failure).toMatchObject({ code: 'HOST_JSON_INVALID' });
  await writeAppFile(host.appRoot, 'host.json', hostJson);
  await host.restart();
  expect(await (await call(host.url, 'fn')).text()).toContain('fine');
});

test('stays with an app that does not start, if asked to', async () => {
  const host = await useHost(
    { ...app(), 'index.cjs': "throw new Error('no');" },
    { stayOnFailure: true },
  );
  expect(host.state).toBe('Error');
  expect((await call(host.url, 'x')).status).toBe(503);
});

test('names the owner of a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const appRoot = await useAppFolder(app(['a', 'x', '() => 1']));
  const starting = startFunctionsHost({ appRoot, port });
  await expect(starting).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  await expect(starting).rejects.toThrow(
    process.platform === 'linux' ? `by node (process ${process.pid})` : `Port ${port}`,
  );
});

test('frees its port and its process when it is disposed of', async () => {
  const host = await useHost(app(['a', 'x', '() => process.pid']));
  const pid = Number(/"text":"(\d+)"/.exec(await (await call(host.url, 'x')).text())?.[1]);
  await host.dispose();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(call(host.url, 'x')).rejects.toThrow('fetch failed');
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
