import { expect, test } from 'vitest';
import { hostVersion } from '../settings/version.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import { script, startApp, type TestApp } from './testing/temporary-app.ts';
import { untilLogged } from '../testing/until-logged.ts';

verifies(
  'custom-handler.invocation-form',
  'custom-handler.invocation-answer',
  'custom-handler.invocation-failure',
  'custom-handler.proxying-wins',
);

/** What the handler was sent, told back as the body of its result. */
interface Told {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly invocation: { Data: Record<string, Record<string, unknown>>; Metadata: object };
}

const handler = `
  require('node:http').createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    const send = (result, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    if (url === '/fails') return send({}, 418);
    if (url === '/text') return response.end('text');
    if (url === '/drops') return response.destroy();
    if (url === '/moved' && method === 'POST') return response.writeHead(302, { location: '/moved/on' }).end();
    if (url === '/moved/on') return send({ ReturnValue: method });
    const moved = (status, location) => response.writeHead(status, { location }).end();
    if (url === '/kept') return moved(307, '/kept/on');
    if (url === '/kept/on') return send({ ReturnValue: method + ' ' + body.length });
    if (url === '/elsewhere') return moved(302, 'http://127.0.0.2:' + request.socket.localPort + '/moved/on');
    if (url === '/round') return moved(302, '/round');
    if (url === '/line') return send({ Outputs: { res: { headers: { 'X-Good': '1', 'X-Bad': 'a\\nb' } } } });
    if (url === '/hangs') {
      response.once('close', () => console.log('left'));
      return console.log('arrived');
    }
    if (url === '/odd') return send({ m: 1 });
    if (url === '/logs') return send({ Logs: ['one', 'two'] });
    const told = { method, url, headers, invocation: body && JSON.parse(body) };
    send({ Outputs: { res: { statusCode: 201, headers: { 'X-One': '1' }, body: told } } });
  }).listen(process.env.FUNCTIONS_CUSTOMHANDLER_PORT, '127.0.0.1');`;

const trigger = { type: 'httpTrigger', direction: 'in', name: 'req', authLevel: 'anonymous' };
const output = { type: 'http', direction: 'out', name: 'res' };

function app(functions: Record<string, object[]>, customHandler: object = {}): TestApp {
  const { files, ...others } = script(handler, customHandler);
  const described = Object.entries(functions).map(([name, bindings]) => [
    `${name}/function.json`,
    { bindings },
  ]);
  return {
    ...others,
    hostJson: { configurationProfile: undefined },
    env: { FUNCTIONS_WORKER_RUNTIME: 'custom' },
    files: { ...files, ...(Object.fromEntries(described) as Record<string, object>) },
  };
}

test('the handler gets an invocation with the request and its metadata', async () => {
  const route = { ...trigger, route: 'items/{id:int}/{name?}' };
  const { port, log } = await startApp(app({ items: [route, output] }));
  const { status, headers, body } = await sendRaw(port, {
    method: 'POST',
    path: '/api/items/5?b=2&a=%20x&b=3&myTRIGGER=y',
    headers: { Host: 'x', 'content-type': 'application/json', 'X-Two': '2' },
    body: '{"k":"v","n":5,"o":{"p":1},"l":[]}',
  });
  expect([status, headers['x-one'], headers['content-type']]).toEqual([
    201,
    '1',
    'text/plain; charset=utf-8',
  ]);
  const told = JSON.parse(body) as Told;
  expect(told).toMatchObject({ method: 'POST', url: '/items' });
  expect(told.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'user-agent': `Azure-Functions-Host/${hostVersion}`,
    'x-azure-functions-hostversion': hostVersion,
    'x-azure-functions-invocationid': expect.stringMatching(/^[\da-f-]{36}$/),
  });
  expect(told.invocation.Data).toEqual({
    req: {
      Url: 'http://x/api/items/5?b=2&a=%20x&b=3&myTRIGGER=y',
      Method: 'POST',
      Query: { a: ' x', b: '2,3', myTRIGGER: 'y' },
      Headers: expect.objectContaining({ Host: ['x'], 'X-Two': ['2'] }),
      Params: { id: '5', name: null },
      Identities: [expect.objectContaining({ IsAuthenticated: false, Claims: [] })],
      Body: '{"k":"v","n":5,"o":{"p":1},"l":[]}',
    },
  });
  expect(told.invocation.Metadata).toMatchObject({
    k: '"v"',
    n: '"5"',
    o: { p: 1 },
    a: '" x"',
    b: '"3"',
    id: '"5"',
    Query: { a: ' x', b: '3', myTRIGGER: 'y' },
    Headers: { Host: 'x', 'X-Two': '2' },
    sys: {
      MethodName: 'items',
      UtcNow: expect.stringMatching(/^\d{4}-.*Z$/),
      RandGuid: expect.stringMatching(/^[\da-f-]{36}$/),
    },
  });
  expect(told.invocation.Metadata).not.toHaveProperty('l');
  expect(told.invocation.Metadata).not.toHaveProperty('myTRIGGER');
  const messages = log.entries.map(({ message }) => message);
  expect(messages).toContainEqual(expect.stringMatching(/^Executed 'Functions.items' \(Succeeded/));
});

test('bytes are told in Base64, and a body in chunks is not told of at all', async () => {
  const { url } = await startApp(app({ f: [trigger, output] }));
  const send = async (
    body: string | ReadableStream,
    type: string,
  ): Promise<Record<string, unknown>> => {
    const headers = { 'content-type': type };
    const answer = await fetch(`${url}/api/f`, { method: 'POST', body, headers, duplex: 'half' });
    return ((await answer.json()) as Told).invocation.Data['req']!;
  };
  expect((await send('ÿ', 'application/octet-stream'))['Body']).toBe('w78=');
  expect((await send('ÿ', 'multipart/form-data; boundary=x'))['Body']).toBe('w78=');
  expect((await send('ÿ', 'text/plain'))['Body']).toBe('ÿ');
  expect(await send(new Blob(['x']).stream(), 'text/plain')).not.toHaveProperty('Body');
});

test('proxying and forwarding pass the request on as it is', async () => {
  for (const mode of ['enableProxyingHttpRequest', 'enableForwardingHttpRequest']) {
    const { url } = await startApp(app({ f: [trigger, output] }, { [mode]: true }));
    const told = (await (await fetch(`${url}/api/f?x=1`)).json()) as {
      Outputs: { res: { body: Told } };
    };
    expect(told.Outputs.res.body).toMatchObject({ method: 'GET', url: '/api/f?x=1' });
  }
});

test('a function without an HTTP output gets invocations all the same', async () => {
  const { url } = await startApp(app({ logs: [trigger] }, { enableProxyingHttpRequest: true }));
  expect((await fetch(`${url}/api/logs`)).status).toBe(204);
});

test('lines of the result are written to the log of the function', async () => {
  const { url, log } = await startApp(app({ logs: [trigger, output] }));
  expect((await fetch(`${url}/api/logs`)).status).toBe(204);
  const lines = log.entries.filter(({ category }) => category === 'Function.logs.User');
  expect(lines.map(({ level, message }) => [level, message])).toEqual([
    ['information', 'one'],
    ['information', 'two'],
  ]);
});

test('JSON of another kind is 204, redirections of the handler are followed', async () => {
  const { url } = await startApp(app({ odd: [trigger, output], moved: [trigger, output] }));
  expect((await fetch(`${url}/api/odd`)).status).toBe(204);
  expect(await (await fetch(`${url}/api/moved`)).text()).toBe('GET');
});

test('a redirection that keeps the verb keeps the invocation', async () => {
  const { url } = await startApp(app({ kept: [trigger, output] }));
  expect(await (await fetch(`${url}/api/kept`)).text()).toMatch(/^POST [1-9]\d\d/);
});

test('a client that leaves ends the invocation, and only a debug line tells', async () => {
  const { url, log } = await startApp(app({ hangs: [trigger, output] }));
  const controller = new AbortController();
  const answer = fetch(`${url}/api/hangs`, { signal: controller.signal });
  await untilLogged(log, ({ message }) => message === 'arrived');
  controller.abort();
  await expect(answer).rejects.toThrow('aborted');
  const { message } = await untilLogged(
    log,
    ({ category, level }) => category === 'Function.hangs' && level !== 'information',
  );
  expect(message).toBe('The client disconnected while the function was processing the request.');
  await untilLogged(log, ({ message: line }) => line === 'left');
  expect(log.entries.filter(({ level }) => level === 'error')).toEqual([]);
});

test('of a result that cannot be sent nothing is sent', async () => {
  const { url } = await startApp(app({ line: [trigger, output] }));
  const { status, headers } = await fetch(`${url}/api/line`);
  expect([status, headers.get('x-good'), headers.get('content-type')]).toEqual([500, null, null]);
});

test.each([
  ['elsewhere', 'Response status code does not indicate success: 302'],
  ['round', 'Response status code does not indicate success: 302'],
  ['fails', 'Response status code does not indicate success: 418'],
  ['text', 'Invalid HttpResponseMessage'],
  ['drops', 'socket hang up'],
])('a handler that %s is an empty 500, and the log says why', async (name, reason) => {
  const { url, log } = await startApp(app({ [name]: [trigger, output] }));
  const answer = await fetch(`${url}/api/${name}`);
  expect([answer.status, answer.headers.get('server'), await answer.text()]).toEqual([
    500,
    'Kestrel',
    '',
  ]);
  const { message } = await untilLogged(log, ({ level }) => level === 'error');
  expect(message).toContain(`Executed 'Functions.${name}' (Failed`);
  expect(message).toContain(reason);
});

test('a body over the limit is refused', async () => {
  const limited = app({ f: [trigger, output] });
  const env = { ...limited.env, FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '10' };
  const { url } = await startApp({ ...limited, env });
  expect((await fetch(`${url}/api/f`, { method: 'POST', body: '0123456789x' })).status).toBe(413);
});
