import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { exchange, proxy, textOf } from './testing/proxied.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'custom-handler.proxy-path',
  'custom-handler.proxy-streaming',
  'custom-handler.proxy-header-flush',
  'custom-handler.proxy-redirects',
  'custom-handler.server-header',
);

test('path and query go through byte for byte', async () => {
  const { port } = await proxy(({ url }, response) => response.end(`[${url}]`));
  for (const path of [
    '/a%2Fb%20c//d/../e/?x=%2F&y=%zz&x=1',
    '/',
    '/?',
    "/~!$&'()*+,;=:@/%C3%BC|",
  ]) {
    const answer = await exchange(port, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`, ']');
    expect(answer).toContain(`[${path}]`);
  }
  const absolute = await exchange(port, 'GET http://x.example?q HTTP/1.1\r\nHost: x\r\n\r\n', ']');
  expect(absolute).toContain('[/?q]');
});

test.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
  '%s goes through with its body',
  async (method) => {
    const { port } = await proxy(async (incoming, response) => {
      response.end(`[${incoming.method} ${await textOf(incoming)}]`);
    });
    const plain = `${method} / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello`;
    expect(await exchange(port, plain, ']')).toContain(`[${method} hello]`);
    const chunked = `${method} / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`;
    expect(await exchange(port, chunked, ']')).toContain(`[${method} hello]`);
    const none = `${method} / HTTP/1.1\r\nHost: x\r\n\r\n`;
    expect(await exchange(port, none, ']')).toContain(`[${method} ]`);
  },
);

test('the ids that the handler gets are the same guid, a new one for each request', async () => {
  const { url } = await proxy(({ headers }, response) => {
    response.end(
      `${String(headers['x-ms-invocation-id'])} ${String(headers['x-azure-functions-invocationid'])}`,
    );
  });
  const ids = await Promise.all(
    [1, 2].map(async () => (await (await fetch(url)).text()).split(' ')),
  );
  for (const [one, other] of ids) {
    expect(one).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(other).toBe(one);
  }
  expect(ids[0]).not.toEqual(ids[1]);
});

test('an id that the caller gives is the one that the handler gets', async () => {
  const answerId = ({ headers }: IncomingMessage, response: ServerResponse) =>
    response.end(headers['x-ms-invocation-id']);
  const { url } = await proxy(answerId, { isWorker: true }, 'given');
  expect(await (await fetch(url)).text()).toBe('given');
});

test('an answer comes as the handler gave it, with the name of the host and nothing of the connection', async () => {
  const { port } = await proxy((_, response) => {
    response.writeHead(418, 'Short and stout', {
      'X-Multi': ['a', 'b'],
      'Set-Cookie': ['a=1', 'b=2'],
      'Content-Length': 3,
      Date: 'then',
    });
    response.end('tea');
  });
  const answer = await exchange(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'tea');
  expect(answer.split('\r\n')).toEqual([
    'HTTP/1.1 418 Short and stout',
    'X-Multi: a',
    'X-Multi: b',
    'Set-Cookie: a=1',
    'Set-Cookie: b=2',
    'Content-Length: 3',
    'Date: then',
    'Server: Kestrel',
    '',
    'tea',
  ]);
});

test('a redirect is for the client to follow', async () => {
  const { url } = await proxy((_, response) =>
    response.writeHead(302, { Location: '/next' }).end(),
  );
  const answer = await fetch(url, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/next']);
});

test.each([204, 304])('a %i has no body', async (status) => {
  const { url } = await proxy((_, response) => response.writeHead(status).end());
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([status, '']);
});

test('an answer to HEAD has headers only, the length included', async () => {
  const { url } = await proxy((_, response) =>
    response.writeHead(200, { 'Content-Length': 7 }).end(),
  );
  const answer = await fetch(url, { method: 'HEAD' });
  expect([answer.headers.get('content-length'), await answer.text()]).toEqual(['7', '']);
});

test('an event stream comes part by part, its headers with the first', async () => {
  const stream = Promise.withResolvers<(text: string) => void>();
  const { url } = await proxy((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
    stream.resolve((text) => (text ? response.write(text) : response.end()));
  });
  let answered = false;
  const answering = fetch(url).finally(() => (answered = true));
  const write = await stream.promise;
  expect(answered).toBe(false);
  write('data: 1\n\n');
  const answer = await answering;
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = answer.body!.getReader();
  for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
    if (event.includes('2')) write(event);
    expect(new TextDecoder().decode((await reader.read()).value)).toBe(event);
  }
  write('');
  expect((await reader.read()).done).toBe(true);
});

test('a request comes part by part too, while the answer is under way', async () => {
  const { port } = await proxy((incoming, response) => void incoming.pipe(response));
  const sent = request({ port, host: '127.0.0.1', method: 'POST' });
  sent.write('one');
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  expect(String(answer.read() ?? (await once(answer, 'data'))[0])).toBe('one');
  sent.end('two');
  expect(await textOf(answer)).toBe('two');
});

test('a large body arrives whole, at the pace of a slow reader, in both directions', async () => {
  const size = 8_000_000;
  const { url } = await proxy((incoming, response) => {
    incoming.pause();
    setTimeout(() => incoming.pipe(response), 20);
  });
  const body = Buffer.alloc(size, 'x');
  body.write('start');
  body.write('end', size - 3);
  const answer = await fetch(url, { method: 'POST', body });
  expect(body.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
});

test('a handler that is not read from does not fill the memory of the host', async () => {
  let sent = 0;
  const blocked = Promise.withResolvers<void>();
  const { port } = await proxy((_, response) => {
    const chunk = Buffer.alloc(65_536);
    const more = () => {
      while (sent < 1e9) {
        sent += chunk.length;
        if (!response.write(chunk)) {
          const timer = setTimeout(() => blocked.resolve(), 300);
          response.once('drain', () => (clearTimeout(timer), more()));
          return;
        }
      }
      blocked.resolve();
    };
    more();
  });
  const socket = connect({ port, host: '127.0.0.1' }).pause();
  onTestFinished(() => void socket.destroy());
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await blocked.promise;
  // What the system buffers for two connections is a few megabytes.
  expect(sent).toBeLessThan(64_000_000);
});

test('an early answer is passed on, although the body is still coming', async () => {
  const { url } = await proxy((_, response) => response.writeHead(403).end('no'));
  const answer = await fetch(url, { method: 'POST', body: Buffer.alloc(4_000_000) });
  expect([answer.status, await answer.text()]).toEqual([403, 'no']);
});

test('fifty requests at once all arrive', async () => {
  const waiting: (() => void)[] = [];
  const { url } = await proxy(({ url: path }, response) => {
    waiting.push(() => response.end(path));
    if (waiting.length === 50) for (const answer of waiting) answer();
  });
  const paths = Array.from({ length: 50 }, (_, i) => `/${i}`);
  const answers = await Promise.all(paths.map(async (path) => (await fetch(url + path)).text()));
  expect(answers).toEqual(paths);
});

test('a client that keeps its connection can use it for the next request', async () => {
  const { port } = await proxy(async (incoming, response) =>
    response.end(`[${await textOf(incoming)}]`),
  );
  const one = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n';
  expect(await exchange(port, `${one}a${one}b`, '[b]')).toContain('[a]');
});
