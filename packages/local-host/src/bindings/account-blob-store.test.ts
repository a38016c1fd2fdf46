import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { isAzurite, openAccount } from './account-blob-store.ts';
import type { BlobStore } from './blob-store.ts';

verifies('binding.storage-errors', 'binding.blob-stores');

const blob = { container: 'snippets', name: 'a' };

/** Starts a service that answers as it is told. Returns its URL. */
async function useService(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function openService(answer: RequestListener, timeoutMs = 20_000): Promise<BlobStore> {
  const url = await useService(answer);
  const key = randomBytes(32).toString('base64');
  const { store } = await openAccount(
    'Mine',
    `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};BlobEndpoint=${url}/a;`,
    { timeoutMs, largestBlob: 10 },
  );
  return store;
}

test('a service that does not answer is waited for no longer than allowed', async () => {
  const store = await openService(() => {}, 50);
  const error =
    "in the storage account of the app setting 'Mine' failed: no answer within 0.05 seconds.";
  await expect(store.read(blob)).rejects.toThrow(`Reading the blob 'snippets/a' ${error}`);
  await expect(store.write(blob, Buffer.from('x'))).rejects.toThrow(error);
});

test('a blob that is too large is not read', async () => {
  const store = await openService((_, response) =>
    response.writeHead(200, { etag: '"1"', 'content-length': 11 }).end('12345678901'),
  );
  await expect(store.read(blob)).rejects.toThrow('It has 11 bytes, and 10 is the most.');
});

test('a blob that is not there is none, and what it asks for is a container', async () => {
  const asked: string[] = [];
  const missing = '<Error><Code>ContainerNotFound</Code></Error>';
  const store = await openService((request, response) => {
    const { method } = request;
    const url = request.url!.replace(/[?&]timeout=\d+/, '');
    const isThere = asked.some((earlier) => earlier.includes('restype=container'));
    asked.push(`${method} ${url}`);
    const isContainer = url.includes('restype=container');
    if (isThere || isContainer) return void response.writeHead(201, { etag: '"1"' }).end();
    return void response.writeHead(404, { 'content-type': 'application/xml' }).end(missing);
  });
  expect(await store.read(blob)).toBeUndefined();
  await store.write(blob, Buffer.from('x'));
  expect(asked).toEqual([
    'GET /a/snippets/a',
    'PUT /a/snippets/a',
    'PUT /a/snippets?restype=container',
    'PUT /a/snippets/a',
  ]);
});

test('an Azurite that is too old says so', async () => {
  const store = await openService((_, response) => {
    response.writeHead(400, { 'content-type': 'application/xml' });
    response.end('<Error><Code>InvalidHeaderValue</Code><Message>Too new.</Message></Error>');
  });
  await expect(store.read(blob)).rejects.toThrow(
    'InvalidHeaderValue (400). If this is Azurite, update it or start it with --skipApiVersionCheck.',
  );
});

test('only what says that it is Azurite is taken for it', async () => {
  const azurite = await useService((_, response) => {
    response.writeHead(403, { server: 'Azurite-Blob/3.37.0' }).end();
  });
  const other = await useService((_, response) => response.end('<html>'));
  expect(await isAzurite(`${azurite}/devstoreaccount1`)).toBe(true);
  expect(await isAzurite(`${other}/devstoreaccount1`)).toBe(false);
});
