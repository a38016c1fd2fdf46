import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { root } from './support/repository.ts';
import { useCli } from './support/start-process.ts';

/** `npm run compare` as its user sees it. */

const secret = 'a-key-that-nobody-may-see';

/** An MCP server of somebody else, which wants a key. Its address. */
async function useServer(): Promise<string> {
  const tool = {
    name: 'look',
    inputSchema: { type: 'object' },
    annotations: { readOnlyHint: true, openWorldHint: false },
  };
  const results: Record<string, object> = {
    initialize: {
      protocolVersion: '2025-11-25',
      capabilities: { tools: {} },
      serverInfo: { name: 'x', version: '1' },
    },
    'tools/list': { tools: [tool] },
    // An ill-mannered server repeats what it was sent.
    'tools/call': { content: [{ type: 'text', text: `You sent ${secret}` }] },
  };
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.headers['x-functions-key'] !== secret) return void response.writeHead(401).end();
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const { id, method } = parse(body);
    if (id === undefined) return void response.writeHead(202).end();
    response.setHeader('content-type', 'application/json');
    const result = results[method ?? ''];
    const error = { code: -32601, message: 'Method not found' };
    response.end(JSON.stringify({ jsonrpc: '2.0', id, ...(result ? { result } : { error }) }));
  }
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
}

function parse(body: string): { id?: unknown; method?: string } {
  try {
    return JSON.parse(body) as { id?: unknown; method?: string };
  } catch {
    return {};
  }
}

async function useFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'compare-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('Ctrl-C leaves a report of what is known, in which there is no key', async () => {
  const folder = await useFolder();
  const [first, second] = [await useServer(), await useServer()];
  const args = ['compare', '--url', first, '--url', second, '--out', 'here'];
  const env = { INIT_CWD: folder, COMPARE_KEY_1: secret, COMPARE_KEY_2: secret };
  const run = useCli(root, args, env);
  await run.untilPrinted('Performance');
  run.child.kill('SIGINT');
  expect(await run.ended).toMatchObject({ code: 130 });

  const files = ['report.json', 'report.md', 'index.html'].map((name) =>
    join(folder, 'here', name),
  );
  const contents = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const report = JSON.parse(contents[0]!) as Record<string, unknown>;
  expect(report).toMatchObject({
    isPartial: true,
    servers: [
      { id: 'first', url: first, name: 'x' },
      { id: 'second', url: second },
    ],
  });
  expect(report['capabilities']).not.toEqual([]);
  expect(report).not.toHaveProperty('cost');
  // Its answer is in the evidence.
  expect(contents[0]).toContain('You sent ');
  for (const output of [...contents, run.output()]) expect(output).not.toContain(secret);
});

test.each<[string[], string]>([
  [['--url', 'https://a.example/mcp'], '--url: give two endpoints to compare'],
  [['--env', 'no-such-env'], "There is no azd environment 'no-such-env'"],
  [['--env', 'x', '--url', 'https://a.example/mcp', '--url', 'https://b.example/mcp'], 'not both'],
  [['--quick', '--full'], '--quick and --full exclude each other.'],
  [['--memory-mb', '3'], '--memory-mb: Flex Consumption has instances of'],
])('%j is refused with exit code 2', async (args, message) => {
  const run = useCli(root, ['compare', ...args]);
  expect(await run.ended).toMatchObject({ code: 2 });
  expect(run.output()).toContain(message);
});

test('a server that wants a key which is not there is named, with what to set', async () => {
  const url = await useServer();
  const run = useCli(root, ['compare', '--url', url, '--url', url], {
    INIT_CWD: await useFolder(),
  });
  expect(await run.ended).toMatchObject({ code: 2 });
  expect(run.output()).toContain(`${url} answers 401. Set COMPARE_KEY_1`);
});
