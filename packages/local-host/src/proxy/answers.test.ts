import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { refuseBody } from './answers.ts';
import { listen } from './testing/proxied.ts';

verifies('custom-handler.body-limit');

/** A connection to a server that refuses every body, on which this has been sent; and the answer. */
async function refused(sent: string) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const server = createServer(refuseBody);
  // Nothing else ends a connection here.
  server.keepAliveTimeout = 0;
  const socket = connect({ port: await listen(server), host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n${sent}`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
  return socket;
}

test('who goes on sending a refused body is cut off after five seconds', async () => {
  const socket = await refused('01234');
  const closed = once(socket.resume(), 'close');
  await vi.advanceTimersByTimeAsync(4_999);
  socket.write('5');
  expect(socket.destroyed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await closed;
});

test('who has sent all of it can send the next request', async () => {
  const socket = await refused('01234');
  socket.write('56789');
  while (vi.getTimerCount() > 0) await new Promise((next) => void setImmediate(next));
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
});
