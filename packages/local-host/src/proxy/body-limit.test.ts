import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { exchange, proxy, textOf } from './testing/proxied.ts';
import { verifies } from '../testing/verifies.ts';

verifies('custom-handler.body-limit');

test('a body over the limit is refused at once where its length is given', async () => {
  let reached = false;
  const { port } = await proxy(() => (reached = true), { bodyLimit: 10 });
  const head = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n';
  const answer = await exchange(port, head, '\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toMatch(/\r\nContent-Length: 0\r\n/);
  expect(reached).toBe(false);
});

test('a body over the limit is refused when it is, where its length is not given', async () => {
  const arrived = Promise.withResolvers<{ closed: Promise<unknown> }>();
  const { port } = await proxy(
    (incoming, response) => {
      incoming.resume();
      arrived.resolve({ closed: once(response, 'close') });
    },
    { bodyLimit: 10 },
  );
  const socket = connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst \r\n');
  const { closed } = await arrived.promise;
  socket.write('6\r\nsecond\r\n');
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 413 /);
  await closed;
});

test('a body of just the limit goes through', async () => {
  const { url } = await proxy(async (incoming, response) => response.end(await textOf(incoming)), {
    bodyLimit: 10,
  });
  expect(await (await fetch(url, { method: 'POST', body: '0123456789' })).text()).toBe(
    '0123456789',
  );
});
