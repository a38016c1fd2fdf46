import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { HostError } from '../errors.ts';
import { startCustomHandlerApp } from './custom-handler-app.ts';
import { makeContext, startApp, type TestApp } from './testing/temporary-app.ts';
import { freePort } from '../testing/free-port.ts';
import { untilLogged } from '../testing/until-logged.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'custom-handler.port',
  'custom-handler.port-taken',
  'custom-handler.routes-need-custom',
  'custom-handler.routes-and-files',
  'custom-handler.reserved-paths',
  'custom-handler.start-log',
  'custom-handler.drain',
  'custom-handler.proxy-headers',
  'custom-handler.body-limit',
);

async function failureOf(app: TestApp): Promise<HostError> {
  const context = await makeContext(app);
  try {
    await (await startCustomHandlerApp(context)).dispose(0);
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
  throw new Error('it started');
}

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: string[];
  readonly body: string;
}

/** The headers of an echo with their names in small letters. */
function headersOf({ rawHeaders }: Echo): Headers {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
  return headers;
}

test('with the profile every path reaches the handler, with its own address as host', async () => {
  const { url, port } = await startApp();
  const answer = await fetch(`${url}/echo?x=%2F`, {
    method: 'POST',
    body: 'hello',
    headers: {
      Authorization: 'Bearer x',
      'x-functions-key': 'k',
      'X-Forwarded-Host': 'evil.example',
    },
  });
  expect(answer.headers.get('server')).toBe('Kestrel');
  const echo = (await answer.json()) as Echo;
  expect(echo).toMatchObject({ method: 'POST', url: '/echo?x=%2F', body: 'hello' });
  const headers = headersOf(echo);
  expect(headers.get('host')).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(headers.get('host')).not.toBe(`127.0.0.1:${port}`);
  expect(headers.get('x-forwarded-host')).toBe(`127.0.0.1:${port}`);
  expect(headers.get('x-forwarded-for')).toBe('127.0.0.1');
  expect(headers.get('authorization')).toBe('Bearer x');
  expect(headers.get('x-functions-key')).toBe('k');
});

test('the start log names the function, its route and its level', async () => {
  const { log, runtime } = await startApp({
    customHandler: { http: { DefaultAuthorizationLevel: 'anonymous' } },
  });
  expect(runtime.functions).toMatchObject([
    { name: 'http-handler1', trigger: 'httpTrigger', authorizationLevel: 'anonymous' },
  ]);
  const messages = log.entries.map(({ message }) => message);
  expect(messages).toEqual(
    expect.arrayContaining([
      "Created function 'http-handler1' for route '{*route}' (authLevel=Anonymous).",
      '1 functions found (Custom)',
      'Initializing function HTTP routes\n' +
        "Mapped function route '/{*route}' [get,post,put,delete,patch,head,options] to 'http-handler1'",
      'Worker process started and initialized.',
    ]),
  );
});

test('webhooks and verbs that are not routed never reach the handler', async () => {
  const { port } = await startApp();
  const refusals = [
    ['POST', '/runtime/webhooks/mcp', '404 Not Found'],
    ['TRACE', '/echo', '404 Not Found'],
  ] as const;
  for (const [method, path, status] of refusals) {
    const socket = connect({ port, host: '127.0.0.1' });
    onTestFinished(() => void socket.destroy());
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(String(answer).replace(/Date: .*\r\n/, '')).toMatch(
      new RegExp(`^HTTP/1.1 ${status}\r\nServer: Kestrel\r\nContent-Length: 0\r\n`),
    );
  }
});

test('routes of host.json are matched below the prefix, bad ones put their function in error', async () => {
  const { url, runtime, log } = await startApp({
    hostJson: { extensions: { http: { routePrefix: 'api' } } },
    customHandler: { http: { routes: [{ route: 'echo' }, { route: 'a b' }] } },
  });
  expect(runtime.functions).toMatchObject([
    { name: 'http-handler1' },
    { name: 'http-handler2', error: 'Route template cannot contain spaces.' },
  ]);
  expect(log.entries).toContainEqual(
    expect.objectContaining({
      level: 'error',
      message: "The 'http-handler2' function is in error: Route template cannot contain spaces.",
    }),
  );
  expect(((await (await fetch(`${url}/api/echo`)).json()) as Echo).url).toBe('/api/echo');
  expect((await fetch(`${url}/echo`)).status).toBe(404);
});

test('without a function that works no process is started', async () => {
  const { url, log } = await startApp({
    customHandler: {
      description: { defaultExecutablePath: 'no-such-thing' },
      http: { routes: [{ route: '{}' }] },
    },
  });
  expect((await fetch(url)).status).toBe(404);
  expect(log.entries.map(({ message }) => message)).toContain('0 functions found (Custom)');
});

test('a configured port is used and named', async () => {
  const port = await freePort();
  const { url, log } = await startApp({ customHandler: { port: String(port) } });
  const echo = (await (await fetch(`${url}/echo`)).json()) as Echo;
  expect(headersOf(echo).get('host')).toBe(`127.0.0.1:${port}`);
  await untilLogged(
    log,
    ({ message }) =>
      message === `Using port ${port} specified via configuration for custom handler.`,
  );
});

test('a configured port that is taken is an error that says so', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await failureOf({ customHandler: { port } })).toMatchObject({
    code: 'PORT_IN_USE',
    message: expect.stringContaining(`Unable to bind to port ${port} specified in `),
    hint: expect.stringContaining('customHandler.port'),
  });
});

test('routes together with function.json files are an error', async () => {
  const error = await failureOf({ files: { 'any/function.json': { bindings: [] } } });
  expect(error.code).toBe('HOST_JSON_INVALID');
  expect(error.message).toContain(
    'Detected both function.json files and custom handler HTTP route',
  );
  expect(error.hint).toContain('any/function.json');
});

test('routes need the worker runtime custom', async () => {
  const app: TestApp = {
    hostJson: { configurationProfile: undefined },
    customHandler: { enableProxyingHttpRequest: true, http: { routes: [{ route: '{*route}' }] } },
  };
  const env = { FUNCTIONS_WORKER_RUNTIME: 'node' };
  expect((await failureOf({ ...app, env })).message).toContain(
    'Routes configuration is only allowed for worker runtime: custom.',
  );
});

test('an app without any function is an error', async () => {
  const hostJson = { configurationProfile: undefined };
  const error = await failureOf({ hostJson, customHandler: { enableProxyingHttpRequest: true } });
  expect(error.code).toBe('NO_FUNCTIONS');
});

test('what is odd about the settings is in the log', async () => {
  const { log } = await startApp({
    env: { AzureWebJobsFeatureFlag: 'x', FUNCTIONS_WORKER_RUNTIME: 'python' },
  });
  const warnings = log.entries.filter(({ level }) => level === 'warning');
  expect(warnings.map(({ category }) => category)).toEqual(Array(3).fill('Host.Startup'));
});

test('the body limit comes from the environment', async () => {
  const { url } = await startApp({ env: { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '4' } });
  expect((await fetch(`${url}/echo`, { method: 'POST', body: '12345' })).status).toBe(413);
  expect((await fetch(`${url}/echo`, { method: 'POST', body: '1234' })).status).toBe(200);
});

test('disposing lets requests under way finish', async () => {
  const { url, runtime, log } = await startApp();
  const waiting = fetch(`${url}/wait`);
  await untilLogged(log, ({ message }) => message === 'waiting');
  const disposed = runtime.dispose(10_000);
  expect((await fetch(`${url}/release`)).status).toBe(200);
  expect(await (await waiting).text()).toBe('waited');
  await disposed;
  expect((await fetch(url)).status).toBe(500);
});

test('disposing waits no longer than it is told to', async () => {
  const { url, runtime, log } = await startApp();
  const hanging = fetch(`${url}/hang`);
  await untilLogged(log, ({ message }) => message === 'hanging');
  await runtime.dispose(50);
  expect((await hanging).status).toBe(500);
});

test('disposing twice is disposing once', async () => {
  const { runtime } = await startApp();
  expect(runtime.dispose(0)).toBe(runtime.dispose(0));
});

test('a disabled function is listed and leaves its route to others', async () => {
  const { url, runtime, log } = await startApp({
    customHandler: { http: { routes: [{ route: 'echo' }, { route: '{*rest}' }] } },
    env: { 'AzureWebJobs.http-handler1.Disabled': 'true' },
  });
  expect(runtime.functions).toMatchObject([
    { name: 'http-handler1', disabled: true },
    { name: 'http-handler2' },
  ]);
  expect((await fetch(`${url}/echo`)).status).toBe(200);
  const messages = log.entries.map(({ message }) => message);
  expect(messages).toContain("Function 'Functions.http-handler1' is disabled");
  expect(messages.filter((message) => message.startsWith('Initializing'))).toEqual([
    'Initializing function HTTP routes\n' +
      "Mapped function route '/{*rest}' [get,post,put,delete,patch,head,options] to 'http-handler2'",
  ]);
});

test('a route that only the router refuses stops the host, in its words', async () => {
  const error = await failureOf({
    customHandler: { http: { routes: [{ route: 'fine' }, { route: '{id:nope}' }] } },
  });
  expect(error.code).toBe('REGISTRATION_INVALID');
  expect(error.message).toContain(
    "An error occurred while creating the route with name 'http-handler2' and template '{id:nope}'.",
  );
  expect(error.message).toContain("The constraint entry 'id' - 'nope' on the route '{id:nope}'");
});
