import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hostVersion } from '../settings/version.ts';
import { handlerFile, startApp, type TestApp, untilLogged } from './testing/temporary-app.ts';
import { verifies } from '../testing/verifies.ts';

verifies('custom-handler.forwarding', 'custom-handler.forwarding-retry');

interface Recording {
  readonly name: string;
  readonly request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: unknown;
  };
  readonly response: { status: number; headers: Record<string, string>; body: string };
}

const folder = new URL('fixtures/forwarding/', import.meta.url);
const read = (name: string) => readFile(new URL(name, folder), 'utf8');
const { recordings } = JSON.parse(await read('recordings.json')) as { recordings: Recording[] };

/** The app that was recorded. */
const recorded: TestApp = {
  hostJson: {
    configurationProfile: undefined,
    ...(JSON.parse(
      (await read('host.json')).replace('"node"', JSON.stringify(process.execPath)),
    ) as object),
  },
  files: {
    'server.cjs': await read('server.cjs'),
    'any/function.json': await read('any/function.json'),
  },
  env: { FUNCTIONS_WORKER_RUNTIME: 'custom', MY_ARG: 'arg1', MY_EVERY: '10' },
};

/** An app whose `handler.cjs` gets its requests in the older way. */
const forwarding: TestApp = {
  hostJson: {
    configurationProfile: undefined,
    extensions: { http: { routePrefix: '' } },
    customHandler: {
      description: { defaultExecutablePath: process.execPath, arguments: [`"${handlerFile}"`] },
      enableForwardingHttpRequest: true,
      http: { routes: [{ route: '{*route}' }] },
    },
  },
  env: { FUNCTIONS_WORKER_RUNTIME: 'custom' },
};

/** Sends a recorded request as its recording says, and gives the answer in the form of a recording. */
async function replay(port: number, { method, path, headers, body }: Recording['request']) {
  const bytes = typeof body === 'object' ? JSON.stringify(body) : (body as string | undefined);
  const sent = request({
    port,
    host: '127.0.0.1',
    method,
    path,
    headers,
    agent: false,
    setHost: false,
  });
  if (bytes !== undefined) sent.setHeader('Content-Length', Buffer.byteLength(bytes));
  else sent.removeHeader('Content-Length');
  sent.removeHeader('Transfer-Encoding');
  if (!sent.hasHeader('Host')) sent.setHeader('Host', `127.0.0.1:${port}`);
  sent.setHeader('Connection', 'keep-alive');
  sent.end(bytes);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  const { date: _, ...answered } = answer.headers;
  const joined = Object.entries(answered).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    status: answer.statusCode!,
    headers: Object.fromEntries(joined) as Record<string, string>,
    body: text,
  };
}

/** An answer that can be compared: echoes parsed, with placeholders for what varies, and without their length. */
function comparable({ status, headers, body }: Recording['response'], port = 0) {
  if (!body.startsWith('{')) return { status, headers, body };
  const text = body
    .replaceAll(/4\.\d+\.\d+\.\d+/g, '<version>')
    .replaceAll(/"traceparent":"[^"]*"/g, '"traceparent":"<traceparent>"')
    .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, '<guid>')
    .replaceAll(`127.0.0.1:${port}`, '<host:port>');
  const { 'content-length': _, ...others } = headers;
  return { status, headers: others, body: JSON.parse(text) as unknown };
}

describe('as recorded', () => {
  test('each answer is that of the Functions host', async () => {
    const { port } = await startApp(recorded);
    expect(recordings).toHaveLength(19);
    for (const { name, request: sent, response: expected } of recordings) {
      const answer = await replay(port, sent);
      expect({ name, ...comparable(answer, port) }).toEqual({ name, ...comparable(expected) });
    }
  });

  test('the functions are those of the function.json files', async () => {
    const { runtime, log } = await startApp(recorded);
    expect(runtime.functions).toMatchObject([
      { name: 'any', trigger: 'httpTrigger', route: '{*route}' },
    ]);
    await untilLogged(log, ({ message }) => message === 'hello stdout');
  });

  test('the handler that ends while a request is under way gives a 500', async () => {
    const { url, log } = await startApp(recorded);
    expect((await fetch(`${url}/exit=7`, { method: 'POST', body: 'x' })).status).toBe(500);
    await untilLogged(log, ({ message }) => message.includes('exited with code 7 (0x7)'));
    expect((await fetch(url)).status).toBe(200);
  });

  test('a GET whose connection the handler drops is sent four times', async () => {
    const dropping = `
      require('http').createServer((request, response) => {
        if (request.url === '/') return response.end();
        console.log('GET seen');
        response.destroy();
      }).listen(Number(process.env.FUNCTIONS_CUSTOMHANDLER_PORT), '127.0.0.1');`;
    const { url, log } = await startApp({
      ...recorded,
      files: { ...recorded.files, 'server.cjs': dropping },
    });
    expect((await fetch(`${url}/x`)).status).toBe(500);
    const seen = () => log.entries.filter(({ message }) => message === 'GET seen').length;
    await expect.poll(seen).toBe(4);
  });
});

test('the body of a request arrives, sent whole or in chunks', async () => {
  const { url } = await startApp(forwarding);
  const text = 'x'.repeat(200_000);
  const chunked = new Blob([text]).stream();
  for (const body of [text, chunked]) {
    const answer = await fetch(`${url}/echo`, {
      method: 'POST',
      body,
      duplex: 'half',
    });
    expect(await answer.json()).toMatchObject({ body: text });
  }
});

test("the host's name follows the client's", async () => {
  const { url } = await startApp(forwarding);
  const answer = await fetch(`${url}/echo`, { headers: { 'User-Agent': 't' } });
  const { rawHeaders } = (await answer.json()) as { rawHeaders: string[] };
  expect(rawHeaders[rawHeaders.indexOf('User-Agent') + 1]).toBe(
    `t Azure-Functions-Host/${hostVersion}`,
  );
  expect(rawHeaders.join()).not.toContain('X-Forwarded');
});

test('an answer that breaks off is a 500, since nothing of it was sent', async () => {
  const { url } = await startApp(forwarding);
  expect((await fetch(`${url}/half`)).status).toBe(500);
});

test('a client that leaves ends the request at the handler', async () => {
  const { url, port, log } = await startApp(forwarding);
  const socket = connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  socket.write('GET /hang HTTP/1.1\r\nHost: x\r\n\r\n');
  await untilLogged(log, ({ message }) => message === 'hanging');
  socket.destroy();
  expect(await (await fetch(`${url}/hang/ended`)).text()).toBe('ended');
  await untilLogged(
    log,
    ({ level, message }) => level === 'debug' && message.includes('disconnected'),
  );
});

test('a handler that is silent for too long is a 500', async () => {
  const { url, log } = await startApp(forwarding, { activityTimeout: 100 });
  expect((await fetch(`${url}/hang`)).status).toBe(500);
  await untilLogged(log, ({ message }) => message.includes('silent for 100 ms'));
});

test('a body over the limit is refused', async () => {
  const env = { ...forwarding.env, FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '10' };
  const { url } = await startApp({ ...forwarding, env });
  expect((await fetch(`${url}/echo`, { method: 'POST', body: '0123456789x' })).status).toBe(413);
});
