import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { sendRaw } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import { call, toolApp, useHost } from './testing/tool-app.ts';

verifies('host.invocation-log');

test('logs what a function says, what it fails with, and every request', async () => {
  const host = await useHost(
    toolApp(['fn', 'fn', "(_, context) => { context.warn('careful'); throw new Error('boom'); }"]),
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
  const host = await useHost(toolApp(['fn', 'fn', '() => 1']));
  await fetch(`${host.url}/runtime/webhooks/mcp?code=SECRET`);
  await expect.poll(() => host.logs.some(({ request }) => request)).toBe(true);
  expect(JSON.stringify(host.logs)).not.toContain('SECRET');
});

test('what is no request does not get into an answer that is under way', async () => {
  const host = await useHost(toolApp(['fn', 'fn', "() => 'x'"]));
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
  const host = await useHost(toolApp(['fn', 'fn', '() => 1']));
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
    const host = await useHost(toolApp(['fn', 'fn', '() => 1']), {
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
