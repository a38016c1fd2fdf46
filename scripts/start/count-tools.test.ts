import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { countTools } from './count-tools.ts';

/** A server that answers so, for one test. */
async function useServer(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
}

const list = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a"},{"name":"b"}]}}';

test.each([
  ['JSON', list],
  ['an event stream', `event: message\ndata: ${list}\n\n`],
])('counts the tools of an answer in %s', async (_, body) => {
  expect(await countTools(await useServer((__, response) => response.end(body)))).toBe(2);
});

test('shows what gets it in', async () => {
  const url = await useServer(({ headers }, response) => {
    if (headers['x-functions-key'] === 'key') response.end(list);
    else response.writeHead(401).end();
  });
  expect(await countTools(url, { 'x-functions-key': 'key' })).toBe(2);
  expect(await countTools(url)).toBeUndefined();
});

test.each(['', 'Function host is not running.', '{"error":{"code":-32603}}'])(
  'knows of no tools when the answer is %j',
  async (body) => {
    expect(await countTools(await useServer((_, response) => response.end(body)))).toBeUndefined();
  },
);

test('knows of no tools where nobody answers', async () => {
  expect(await countTools('http://127.0.0.1:9/')).toBeUndefined();
});
