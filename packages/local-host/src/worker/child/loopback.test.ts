import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listeningOnLoopback } from './loopback.ts';

/** Where a server listens once `listen` has run. */
async function addressAfter(listen: (server: Server) => void): Promise<AddressInfo> {
  const server = createServer();
  onTestFinished(() => void server.close());
  const listening = once(server, 'listening');
  listen(server);
  await listening;
  return server.address() as AddressInfo;
}

test.each<[string, (server: Server, heard: () => void) => void]>([
  ['nothing', (server) => server.listen()],
  ['a callback', (server, heard) => server.listen(heard)],
  ['a port', (server) => server.listen(0)],
  ['a port and a callback', (server, heard) => server.listen(0, heard)],
])('a server that is told %s listens on loopback', async (said, listen) => {
  let heard = false;
  const { address } = await addressAfter((server) =>
    listeningOnLoopback(() => listen(server, () => (heard = true))),
  );
  expect(address).toBe('127.0.0.1');
  expect(heard).toBe(said.endsWith('callback'));
});

test('a server that names an address has it', async () => {
  const listen = (server: Server) => server.listen(0, '0.0.0.0');
  const { address } = await addressAfter((server) => listeningOnLoopback(() => listen(server)));
  expect(address).toBe('0.0.0.0');
});

test('a server that listens later listens as it would, also after a failure', async () => {
  const fail = () => {
    throw new Error('failed');
  };
  expect(() => listeningOnLoopback(fail)).toThrow('failed');
  const { address } = await addressAfter((server) => server.listen(0));
  expect(address).not.toBe('127.0.0.1');
});
