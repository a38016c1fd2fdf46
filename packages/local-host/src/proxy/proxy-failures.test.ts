import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { HandlerTarget } from './handler-target.ts';
import { proxyRequest } from './proxy.ts';
import { freePort } from '../testing/free-port.ts';
import { exchange, listen, proxy, proxyTo, serve, textOf } from './testing/proxied.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { untilLogged } from '../testing/until-logged.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'custom-handler.in-flight-crash',
  'custom-handler.proxy-retry',
  'custom-handler.proxy-drop-retry',
  'custom-handler.proxy-activity',
  'custom-handler.proxy-failure',
  'custom-handler.proxy-disconnect',
);

/** Lets only the test move the clock. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

test('a client that leaves ends the request at the handler, and only a debug line tells', async () => {
  const arrived = Promise.withResolvers<{ closed: Promise<unknown> }>();
  const { port, log } = await proxy((incoming, response) => {
    arrived.resolve({ closed: once(response, 'close') });
    incoming.resume();
  });
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi');
  const { closed } = await arrived.promise;
  socket.destroy();
  await closed;
  expect(log.entries).toMatchObject([
    { level: 'debug', message: expect.stringContaining('disconnected') },
  ]);
});

test('a request that another answered in the place of the handler ends there, and nothing is logged', async () => {
  const arrived = Promise.withResolvers<{ closed: Promise<unknown> }>();
  const { target, log } = await proxy((_, response) => {
    arrived.resolve({ closed: once(response, 'close') });
  });
  const port = await listen(
    serve((incoming, response) => {
      void proxyRequest(target, { name: 'f' }, incoming, response);
      void arrived.promise.then(() => response.writeHead(500, { 'Content-Length': 0 }).end());
    }),
  );
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(500);
  await (
    await arrived.promise
  ).closed;
  expect(log.entries).toEqual([]);
});

test('a body is read no faster than the handler takes it, and comes whole', async () => {
  const arrived = Promise.withResolvers<IncomingMessage>();
  const { target } = await proxy(async (incoming, response) => {
    arrived.resolve(incoming);
    let bytes = 0;
    incoming.pause();
    incoming.on('data', (chunk: Buffer) => (bytes += chunk.length));
    incoming.on('end', () => response.end(String(bytes)));
  });
  const received = Promise.withResolvers<IncomingMessage>();
  const port = await listen(
    serve((incoming, response) => {
      received.resolve(incoming);
      void proxyRequest(target, { name: 'f' }, incoming, response);
    }),
  );
  const body = Buffer.alloc(32 * 1024 * 1024, 'x');
  const answer = fetch(`http://127.0.0.1:${port}`, { method: 'POST', body });
  const [incoming, atHandler] = await Promise.all([received.promise, arrived.promise]);
  await expect.poll(() => incoming.isPaused()).toBe(true);
  atHandler.resume();
  expect(await (await answer).text()).toBe(String(body.length));
});

test('once a request is answered nothing is waited for any more', async () => {
  const { port } = await proxy((_, response) => response.end('x'));
  stopClock();
  // When the second answer is there, the first has come to its end at the proxy too.
  for (const path of ['/1', '/2']) {
    expect((await sendRaw(port, { method: 'GET', path, headers: {} })).status).toBe(200);
  }
  while (vi.getTimerCount() > 0) await new Promise((next) => void setImmediate(next));
});

test('for a client that left nothing is tried again', async () => {
  const { port, log } = await proxyTo(await freePort());
  stopClock();
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await untilLogged(log, ({ message }) => message.includes('Retrying in 50ms'));
  socket.destroy();
  await untilLogged(log, ({ level }) => level === 'debug');
  expect(vi.getTimerCount()).toBe(0);
});

test('a client that leaves in the middle of an event stream ends it at the handler', async () => {
  const ended = Promise.withResolvers<void>();
  const { url } = await proxy((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n');
    response.once('close', () => ended.resolve());
  });
  const controller = new AbortController();
  const answer = await fetch(url, { signal: controller.signal });
  expect((await answer.body!.getReader().read()).done).toBe(false);
  controller.abort();
  await ended.promise;
});

test('a connection that the handler drops is a 500 without a body', async () => {
  const { port, log } = await proxy((incoming) => void incoming.socket.destroy());
  const answer = await exchange(
    port,
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi',
    '\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 500 Internal Server Error\r\n/);
  expect(answer).toMatch(/\r\nContent-Length: 0\r\n/);
  expect(answer).toMatch(/\r\nServer: Kestrel\r\n/);
  expect(answer).not.toMatch(/\r\n(?:Connection|Keep-Alive|Content-Type):/i);
  expect(log.entries).toMatchObject([
    {
      level: 'error',
      message: expect.stringMatching(/^Executed 'Functions\.http-handler1' \(Failed, Id=/),
    },
  ]);
});

test('an answer that the handler breaks off is broken off at the client', async () => {
  const { url } = await proxy((_, response) => {
    response.writeHead(200, { 'Content-Length': 10 }).write('half');
    setImmediate(() => response.destroy());
  });
  const answer = await fetch(url);
  await expect(answer.text()).rejects.toThrow('terminated');
});

test('a chunked answer that the handler breaks off does not look whole', async () => {
  const { url } = await proxy((_, response) => {
    response.write('half');
    setImmediate(() => response.destroy());
  });
  const answer = await fetch(url);
  await expect(answer.text()).rejects.toThrow('terminated');
});

test('refused connections are tried again, with the whole body', async () => {
  const port = await freePort();
  const { url, log } = await proxyTo(port);
  const body = 'x'.repeat(300_000);
  const answer = fetch(url, { method: 'POST', body });
  await untilLogged(log, ({ message }) => message.includes('Attempt 2 of 10'));
  const handler = serve(async (incoming, response) => response.end(await textOf(incoming)));
  await listen(handler, port);
  expect(await (await answer).text()).toBe(body);
  expect(log.entries[0]).toMatchObject({
    level: 'warning',
    message: 'Failed to proxy request to the worker. Retrying in 50ms. Attempt 1 of 10.',
  });
});

test('after ten refused connections, ever further apart, it is a failure', async () => {
  const { port, log } = await proxyTo(await freePort());
  const realTimeout = globalThis.setTimeout;
  const pauses: unknown[] = [];
  const timeout = vi.spyOn(globalThis, 'setTimeout').mockImplementation((callback, pause = 0) => {
    // Others have timers too, longer ones.
    if (pause > 250) return realTimeout(callback, pause);
    pauses.push(pause);
    return realTimeout(callback, 0);
  });
  onTestFinished(() => timeout.mockRestore());
  expect(await exchange(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', '\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 500 /,
  );
  // The last one is for the end of the handler to show.
  expect(pauses).toEqual([50, 100, 200, 250, 250, 250, 250, 250, 250, 100]);
  expect(log.entries.filter(({ level }) => level === 'warning')).toHaveLength(9);
});

test.each(['GET', 'DELETE', 'POST'])(
  'a %s without a body whose connection breaks is sent again, and again a little later',
  async (method) => {
    let requests = 0;
    const { url, log } = await proxy((incoming, response) => {
      requests += 1;
      if (requests < 6) incoming.socket.destroy();
      else response.end('answered');
    });
    expect(await (await fetch(url, { method })).text()).toBe('answered');
    // Four times at once, then after a pause.
    expect(log.entries.map(({ message }) => message)).toEqual([
      'Failed to proxy request to the worker. Retrying in 50ms. Attempt 1 of 10.',
    ]);
  },
);

test('a GET that the handler never answers is sent four times in each of ten attempts', async () => {
  let requests = 0;
  const { url, log } = await proxy(({ socket }) => {
    requests += 1;
    socket.destroy();
  });
  expect((await fetch(url)).status).toBe(500);
  expect(requests).toBe(40);
  expect(log.entries.map(({ level }) => level)).toEqual([...Array(9).fill('warning'), 'error']);
});

test('a GET that the handler ended over is not sent again', async () => {
  const ended = Promise.withResolvers<void>();
  const supervisor: { current?: { exited: Promise<void> }; untilCallable(): Promise<boolean> } = {
    current: { exited: ended.promise },
    untilCallable: () => Promise.resolve(true),
  };
  let requests = 0;
  const { url } = await proxy(
    ({ socket }) => {
      requests += 1;
      // The second one, which is sent again at once, is what ends it.
      if (requests === 2) {
        supervisor.current = { exited: new Promise<void>(() => {}) };
        ended.resolve();
      }
      socket.destroy();
    },
    { supervisor: supervisor as HandlerTarget['supervisor'] },
  );
  expect((await fetch(url)).status).toBe(500);
  expect(requests).toBe(2);
});

/** A handler that answers the first request on each connection, and at the second calls `onDrop` and drops it. */
async function forgetfulHandler(onDrop = () => {}) {
  const bodies: string[] = [];
  const used = new WeakSet<Socket>();
  const port = await listen(
    serve(async (incoming, response) => {
      bodies.push(await textOf(incoming));
      if (used.has(incoming.socket)) {
        onDrop();
        incoming.socket.resetAndDestroy();
      } else response.end('ok');
      used.add(incoming.socket);
    }),
  );
  return { port, bodies };
}

test('a connection that the handler had closed already does not show to the client', async () => {
  const { port, bodies } = await forgetfulHandler();
  const { url } = await proxyTo(port);
  for (const body of ['first', 'second', 'third']) {
    const answer = await fetch(url, { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
  }
  expect(bodies).toEqual(['first', 'second', 'second', 'third']);
});

test('a body that is too large to keep is not sent again', async () => {
  const { port, bodies } = await forgetfulHandler();
  const { url } = await proxyTo(port);
  const body = 'x'.repeat(1_000_000);
  const statuses = [];
  for (let i = 0; i < 2; i += 1) statuses.push((await fetch(url, { method: 'POST', body })).status);
  expect(statuses).toEqual([200, 500]);
  expect(bodies).toHaveLength(2);
});

test('the end of the handler is no such connection: the request is not sent again', async () => {
  const first = Promise.withResolvers<void>();
  const supervisor = {
    current: { exited: first.promise },
    untilCallable: () => Promise.resolve(true),
  };
  const { port, bodies } = await forgetfulHandler(() => {
    supervisor.current = { exited: new Promise<void>(() => {}) };
    first.resolve();
  });
  const { url } = await proxyTo(port, { supervisor });
  expect(await (await fetch(url, { method: 'POST', body: 'first' })).text()).toBe('ok');
  expect((await fetch(url, { method: 'POST', body: 'second' })).status).toBe(500);
  expect(bodies).toEqual(['first', 'second']);
});

test('a request waits for the handler, which is no silence, and is refused when there will be none', async () => {
  const asked = Promise.withResolvers<void>();
  const callable = Promise.withResolvers<boolean>();
  const supervisor = {
    current: undefined,
    untilCallable() {
      asked.resolve();
      return callable.promise;
    },
  };
  const { url, log } = await proxyTo(await freePort(), { supervisor, activityTimeout: 20 });
  const answer = fetch(url);
  await asked.promise;
  // Set later than the timer of the request, and as long: it fires after that one.
  await new Promise((fired) => setTimeout(fired, 20));
  expect(log.entries).toEqual([]);
  callable.resolve(false);
  expect((await answer).status).toBe(500);
  expect(log.entries[0]?.message).toContain('The custom handler is not running.');
});

test('without traffic a request fails in time', async () => {
  const { url, log } = await proxy((incoming) => void incoming.resume(), { activityTimeout: 100 });
  expect((await fetch(url)).status).toBe(500);
  expect(log.entries[0]?.message).toContain('no traffic for 100 ms');
});

test('traffic keeps a request alive', async () => {
  const answering = Promise.withResolvers<ServerResponse>();
  const { url } = await proxy((_, response) => answering.resolve(response), {
    activityTimeout: 250,
  });
  stopClock();
  const answer = fetch(url);
  const response = await answering.promise;
  response.write('.');
  const reader = (await answer).body!.getReader();
  for (let count = 1; count < 5; count += 1) {
    expect((await reader.read()).value).toHaveLength(1);
    vi.advanceTimersByTime(200);
    response.write('.');
  }
  response.end();
  await reader.read();
  expect((await reader.read()).done).toBe(true);
});

test('an event stream that falls silent is broken off', async () => {
  const { url } = await proxy((_, response) => void response.write('data: 1\n\n'), {
    activityTimeout: 100,
  });
  stopClock();
  const answer = await fetch(url);
  vi.advanceTimersByTime(100);
  await expect(answer.text()).rejects.toThrow('terminated');
});

test('headers that cannot be sent on are a failure', async () => {
  const port = await listen(
    createTcpServer((socket) => {
      socket.once('data', () =>
        socket.write('HTTP/1.1 200 O\tK\u0001\r\nContent-Length: 0\r\n\r\n'),
      );
    }),
  );
  const { url, log } = await proxyTo(port);
  expect((await fetch(url)).status).toBe(500);
  expect(log.entries).toMatchObject([{ level: 'error' }]);
});
