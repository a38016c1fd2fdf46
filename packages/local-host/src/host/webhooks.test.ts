import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { KeyStore } from '../platform/key-store.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import { handleWebhookRequest, type Webhook } from './webhooks.ts';

verifies('host.webhook-keys', 'host.webhook-verbs');

const keys = { master: 'm', system: { mcp_extension: 's', open_extension: 'o' }, host: { h: 'h' } };

/** The statuses of requests; 418 where no webhook took one. */
async function useWebhooks() {
  const answers: Webhook['handle'] = async (_, response) => void response.writeHead(202).end('');
  const webhooks = new Map<string, Webhook>([
    ['mcp', { isOpen: false, handle: answers }],
    ['open', { isOpen: true, handle: answers }],
  ]);
  const store = new KeyStore(keys);
  const server = createServer((request, response) => {
    void handleWebhookRequest(webhooks, store, request, response).then((isAnswered) => {
      if (!isAnswered) response.writeHead(418, { 'Content-Length': 0 }).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return async (path: string, key = '', method = 'GET') => {
    const headers: Record<string, string> = key ? { 'x-functions-key': key } : {};
    return (await sendRaw(port, { method, path: `/runtime/${path}`, headers })).status;
  };
}

test('an extension answers below its name to its own key and the master key, in any letter case', async () => {
  const statusOf = await useWebhooks();
  expect(await statusOf('webhooks/mcp', 's')).toBe(202);
  expect(await statusOf('WebHooks/MCP/sub/path/', 'm')).toBe(202);
  expect(await statusOf('webhooks/mcp', 'h')).toBe(403);
  expect(await statusOf('webhooks/mcp', 'o')).toBe(403);
  expect(await statusOf('webhooks/mcp')).toBe(401);
});

test('an open extension asks for no key, and one that is not there does', async () => {
  const statusOf = await useWebhooks();
  expect(await statusOf('webhooks/open')).toBe(202);
  expect(await statusOf('webhooks/nope')).toBe(401);
  expect(await statusOf('webhooks/nope', 's')).toBe(403);
  expect(await statusOf('webhooks/nope', 'm')).toBe(404);
});

test.each(['PATCH', 'HEAD', 'TRACE'])('%s is for no extension', async (method) => {
  expect(await (await useWebhooks())('webhooks/mcp', 'm', method)).toBe(418);
});

test.each(['webhooks', 'webhooks/', 'webhooks//mcp', 'webhooks/mcp//x', 'webhooks/mcp//'])(
  'the path /runtime/%s is that of no extension',
  async (path) => {
    expect(await (await useWebhooks())(path, 'm')).toBe(418);
  },
);
