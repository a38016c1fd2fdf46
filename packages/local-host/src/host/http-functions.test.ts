import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { functionAppFiles } from '../testing/app-folder.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import { useHost } from './testing/tool-app.ts';

verifies(
  'host.http-triggers',
  'host.http-chunked-body',
  'host.http-stream',
  'host.http-stream-failure',
  'host.http-answers',
  'host.function-keys',
);

const required = "const { app } = require('@azure/functions');";

function httpApp(source: string) {
  return functionAppFiles(`${required}\n${source}`);
}

const echo = `app.http('echo', {
  authLevel: 'anonymous', methods: ['GET', 'POST', 'HEAD'], route: 'echo/{id?}',
  handler: async (request) => ({ jsonBody: { id: request.params.id, body: await request.text() } }),
});`;

test('a body without a length reaches no handler', async () => {
  const host = await useHost(httpApp(echo));
  const { status, body } = await sendRaw(host.port, {
    method: 'POST',
    path: '/api/echo',
    headers: { 'transfer-encoding': 'chunked' },
    body: '5\r\nhello\r\n0\r\n\r\n',
  });
  expect([status, JSON.parse(body)]).toEqual([200, { body: '' }]);
});

test('fifty requests at a time are each answered with their own', async () => {
  const host = await useHost(httpApp(echo));
  const ids = Array.from({ length: 50 }, (_, i) => String(i));
  const answers = await Promise.all(
    ids.map(async (id) => {
      const response = await fetch(`${host.url}/api/echo/${id}`, { method: 'POST', body: id });
      return response.json();
    }),
  );
  expect(answers).toEqual(ids.map((id) => ({ id, body: id })));
});

test('a length that does not fit the body is an empty 500, and one that does is kept', async () => {
  const host = await useHost(
    httpApp(`
      app.http('fits', { handler: () => ({ headers: { 'content-length': '2' }, body: 'ab' }) });
      app.http('lies', { handler: () => ({ headers: { 'content-length': '9' }, body: 'ab' }) });`),
  );
  const [fits, lies] = await Promise.all(
    ['fits', 'lies'].map((name) =>
      sendRaw(host.port, { method: 'GET', path: `/api/${name}`, headers: {} }),
    ),
  );
  expect([fits!.status, fits!.headers['content-length'], fits!.body]).toEqual([200, '2', 'ab']);
  expect([lies!.status, lies!.body]).toEqual([500, '']);
  expect(host.logs.filter(({ level }) => level === 'error')).toMatchObject([
    { message: expect.stringContaining('Response Content-Length mismatch: 2 bytes written') },
  ]);
});

test('MCP tools and HTTP functions live in one app, below any prefix', async () => {
  const files = httpApp(`
    app.http('hello', { route: 'hello', handler: () => ({ body: 'hello' }) });
    app.mcpTool('tool', { toolName: 'tool', description: 'd', toolProperties: [], handler: () => 'x' });`);
  const hostJson = { ...files['host.json'], extensions: { http: { routePrefix: 'v1/x' } } };
  const host = await useHost({ ...files, 'host.json': hostJson });
  expect(await (await fetch(`${host.url}/v1/x/hello`)).text()).toBe('hello');
  expect((await fetch(`${host.url}/api/hello`)).status).toBe(404);
  expect((await fetch(`${host.url}/runtime/webhooks/mcp`)).status).toBe(405);
});

test('keys of functions that nobody gave are made, and open their own function alone', async () => {
  const host = await useHost(
    httpApp(`
      app.http('one', { authLevel: 'function', handler: () => ({ body: 'one' }) });
      app.http('two', { authLevel: 'function', handler: () => ({ body: 'two' }) });`),
    { keys: { master: 'the-master', system: {}, host: {} } },
  );
  const master = { 'x-functions-key': 'the-master' };
  const listed = await fetch(`${host.url}/admin/functions/one/keys`, { headers: master });
  const { keys } = (await listed.json()) as { keys: [{ name: string; value: string }] };
  expect(keys[0].name).toBe('default');
  const headers = { 'x-functions-key': keys[0].value };
  const statuses = await Promise.all(
    ['one', 'two'].map(
      async (name) => (await fetch(`${host.url}/api/${name}`, { headers })).status,
    ),
  );
  expect(statuses).toEqual([200, 401]);
  expect((await fetch(`${host.url}/api/one?code=${keys[0].value}`)).status).toBe(200);
});

const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

const streaming = `
  app.setup({ enableHttpStream: true });
  app.http('down', { handler: () => {
    const { Readable } = require('node:stream');
    let next;
    const body = new Readable({ read() {} });
    body.push('first;');
    globalThis.finish = () => { body.push('last'); body.push(null); };
    return { body, headers: { 'x-one': '1' } };
  } });
  app.http('finish', { handler: () => { globalThis.finish(); return {}; } });
  app.http('up', { methods: ['POST'], handler: async (request) => {
    let bytes = 0;
    for await (const chunk of request.body) bytes += chunk.length;
    return { jsonBody: { bytes } };
  } });
  app.http('throws', { handler: () => { throw new Error('boom'); } });`;

test('with enableHttpStream an answer streams: its beginning is there before its end is made', async () => {
  const host = await useHost(httpApp(streaming));
  const response = await fetch(`${host.url}/api/down`);
  expect(response.headers.get('x-one')).toBe('1');
  const reader = response.body!.getReader();
  expect(decode((await reader.read()).value)).toBe('first;');
  await fetch(`${host.url}/api/finish`);
  expect(decode((await reader.read()).value)).toBe('last');
  expect((await reader.read()).done).toBe(true);
});

test('with enableHttpStream a large body streams up, with the id of its invocation', async () => {
  const host = await useHost(httpApp(streaming));
  const body = Buffer.alloc(20 * 1024 * 1024, 'x');
  const response = await fetch(`${host.url}/api/up`, { method: 'POST', body });
  expect(await response.json()).toEqual({ bytes: body.length });
  const id = response.headers.get('x-ms-invocation-id');
  expect(host.logs.some(({ message }) => message.includes(`Id=${id}`))).toBe(true);
});

test('a body over the limit is an empty 500, and no function is called', async () => {
  const host = await useHost(httpApp(echo), {
    env: { ...process.env, FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '10' },
  });
  const send = (body: string) =>
    sendRaw(host.port, { method: 'POST', path: '/api/echo', headers: {}, body });
  const refused = await send('x'.repeat(11));
  expect([refused.status, refused.headers['connection'], refused.body]).toEqual([500, 'close', '']);
  expect(host.logs.some(({ message }) => message.startsWith('Executing'))).toBe(false);
  expect((await send('x'.repeat(10))).status).toBe(200);
});

test('with enableHttpStream a handler that throws is a 500', async () => {
  const host = await useHost(httpApp(streaming));
  expect((await fetch(`${host.url}/api/throws`)).status).toBe(500);
});

test('with enableHttpStream a body over the limit is refused before anything is invoked', async () => {
  const host = await useHost(httpApp(streaming), {
    env: { ...process.env, FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '1000' },
  });
  const response = await fetch(`${host.url}/api/up`, { method: 'POST', body: 'x'.repeat(2000) });
  expect(response.status).toBe(413);
  expect(host.logs.some(({ message }) => message.startsWith('Executing'))).toBe(false);
});

test('a client that leaves in the middle of its body leaves the host as it was', async () => {
  const host = await useHost(httpApp(echo));
  const socket = connect(host.port, '127.0.0.1');
  await new Promise<void>((done) =>
    socket.write('POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc', () =>
      done(),
    ),
  );
  socket.destroy();
  expect((await fetch(`${host.url}/api/echo`)).status).toBe(200);
});
