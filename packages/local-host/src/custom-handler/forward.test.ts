import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hostVersion } from '../settings/version.ts';
import { handlerFile, startApp, type TestApp } from './testing/temporary-app.ts';
import { untilLogged } from '../testing/until-logged.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'custom-handler.forwarding',
  'custom-handler.forwarding-retry',
  'custom-handler.forwarding-body',
  'custom-handler.forwarding-query',
  'custom-handler.forwarding-timeout',
  'custom-handler.function-timeout',
);

const folder = new URL('fixtures/forwarding/', import.meta.url);
const read = (name: string) => readFile(new URL(name, folder), 'utf8');

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

describe('as recorded', () => {
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

  test('what the handler wants to be remembered is not', async () => {
    const { url } = await startApp(recorded);
    const { headers } = await fetch(`${url}/status`);
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const echo = (await (await fetch(`${url}/x`)).json()) as { h: object };
    expect(echo.h).not.toHaveProperty('cookie');
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

test('the body of a request arrives, and one in chunks, whose length is unknown, is a 500', async () => {
  const { url, log } = await startApp(forwarding);
  const text = 'x'.repeat(200_000);
  const answer = await fetch(`${url}/echo`, { method: 'POST', body: text });
  expect(await answer.json()).toMatchObject({ body: text });

  const body = new Blob([text]).stream();
  const chunked = await fetch(`${url}/echo`, { method: 'POST', body, duplex: 'half' });
  expect([chunked.status, await chunked.text()]).toEqual([500, '']);
  await untilLogged(log, ({ message }) => message.includes("'Transfer-Encoding: chunked' header"));
});

test.each([
  ['/echo?b=2&a=1&B=3', '/echo?b=2,3&a=1'],
  ['/echo?flag&e=%20+&', '/echo?flag=&e=%20%20'],
  ['/echo?', '/echo'],
  ["/echo?x=%2F:'@$;%C3%BC", '/echo?x=%2F%3A%27@$;%C3%BC'],
])('%s is forwarded as %s', async (path, expected) => {
  const { port } = await startApp(forwarding);
  const { body } = await sendRaw(port, { method: 'GET', path, headers: {} });
  expect(JSON.parse(body)).toMatchObject({ url: expected });
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

test('a handler whose answer is not whole in time is a 500', async () => {
  const { url, log } = await startApp(forwarding, { activityTimeout: 100 });
  expect((await fetch(`${url}/hang`)).status).toBe(500);
  await untilLogged(log, ({ message }) =>
    message.includes('HttpClient.Timeout of 0.1 seconds elapsing'),
  );
});

test('a body over the limit is refused', async () => {
  const env = { ...forwarding.env, FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '10' };
  const { url } = await startApp({ ...forwarding, env });
  expect((await fetch(`${url}/echo`, { method: 'POST', body: '0123456789x' })).status).toBe(413);
});

test('a function that takes too long is given up, and the handler replaced, which is no error', async () => {
  const hostJson = { ...forwarding.hostJson, functionTimeout: '00:00:01' };
  const { url, log } = await startApp({ ...forwarding, hostJson });
  const pid = async () => (await fetch(`${url}/pid`)).text();
  const before = await pid();
  expect((await fetch(`${url}/hang`)).status).toBe(500);
  expect(await pid()).not.toBe(before);
  const messages = log.entries.map(({ level, message }) => `${level} ${message}`);
  expect(messages).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^error Timeout value of 00:00:01 exceeded by function 'Functions\.http-handler1' \(Id: '/,
      ),
      expect.stringMatching(/^warning A function timeout has occurred\. Restarting worker process/),
    ]),
  );
  expect(messages.join()).not.toContain('Language Worker Process exited');
});
