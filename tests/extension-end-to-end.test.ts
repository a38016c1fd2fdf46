import { startFunctionsHost } from '@side-by-side/local-host';
import {
  recordedApp,
  useAppFolder,
  useInstances,
  verifies,
} from '@side-by-side/local-host/testing';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, onTestFinished, test } from 'vitest';

/**
 * The behaviours that the extension's own end-to-end tests assert (Azure/azure-functions-mcp-extension
 * test/Worker.Mcp.E2ETests), in their order, over the transports that they use. The server's ping (their
 * number 7) is among the recordings.
 */

verifies(
  'extension.initialize',
  'extension.tool.result',
  'extension.resource.template',
  'extension.prompt.get',
  'extension.legacy-sse',
);

const instanceOf = useInstances({ local: { cloud: false, ...recordedApp('host.json') } });
const endpoint = '/runtime/webhooks/mcp';

async function useClient(
  transport: 'Streamable HTTP' | 'legacy SSE',
  at = instanceOf('local').host.url,
) {
  const client = new Client({ name: 'e2e', version: '1.0' });
  const url = new URL(transport === 'legacy SSE' ? `${endpoint}/sse` : endpoint, at);
  const connection =
    transport === 'legacy SSE'
      ? new SSEClientTransport(url)
      : new StreamableHTTPClientTransport(url);
  await client.connect(connection);
  onTestFinished(() => client.close());
  return { client, connection };
}

/** Posts without initialize and without a session. */
async function post(
  method: string,
  params: object,
  at = instanceOf('local').host.url,
): Promise<string> {
  const response = await fetch(new URL(endpoint, at), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return response.text();
}

const callTool = (name: string, args: object = {}) => post('tools/call', { name, arguments: args });
const read = (uri: string) => post('resources/read', { uri });

describe.each(['Streamable HTTP', 'legacy SSE'] as const)('over %s', (transport) => {
  test('1, 2, 3: server info, instructions and capabilities', async () => {
    const { client } = await useClient(transport);
    expect(client.getServerVersion()).toEqual({ name: 'Test project server', version: '2.1.0' });
    expect(client.getInstructions()).toBe('Only for testing.');
    expect(client.getServerCapabilities()).toMatchObject({ tools: {}, resources: {} });
  });

  test('6, 8: ping, and the tools', async () => {
    const { client } = await useClient(transport);
    await expect(client.ping()).resolves.toEqual({});
    const { tools } = await client.listTools();
    expect(tools.length).toBeGreaterThanOrEqual(20);
    expect(tools.map(({ name }) => name)).toContain('hello_text');
  });

  test('15, 16: static resources and templates are apart', async () => {
    const { client } = await useClient(transport);
    const { resources } = await client.listResources();
    expect(resources.some(({ uri }) => uri.includes('{'))).toBe(false);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'user://profile/{name}',
    ]);
  });

  test('22, 23, 25: prompts', async () => {
    const { client } = await useClient(transport);
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toContain('code_review');
    const answer = await client.getPrompt({
      name: 'code_review',
      arguments: { code: 'x', language: 'js' },
    });
    expect(answer.messages).toEqual([
      { role: 'user', content: { type: 'text', text: 'Review js: x' } },
    ]);
    await expect(client.getPrompt({ name: 'nope' })).rejects.toThrow("Unknown prompt: 'nope'");
  });
});

test('4: the session is kept', async () => {
  const { client, connection } = await useClient('Streamable HTTP');
  expect((connection as StreamableHTTPClientTransport).sessionId).toBeTruthy();
  await client.listTools();
  await client.listTools();
});

test('5: every client has a session of its own', async () => {
  const ids = await Promise.all(
    [1, 2].map(
      async () =>
        ((await useClient('Streamable HTTP')).connection as StreamableHTTPClientTransport)
          .sessionId,
    ),
  );
  expect(ids[0]).not.toBe(ids[1]);
});

test('9, 10: a tool is called without a session, with arguments of each type', async () => {
  expect(await callTool('hello_text', { name: 'echo', excited: true })).toContain('Hello, echo!');
  const answer = await callTool('fluent', { s: 'a', n: 1.5, i: 7, b: true });
  expect(answer).toContain(
    '{\\u0022s\\u0022:\\u0022a\\u0022,\\u0022n\\u0022:1.5,\\u0022i\\u0022:7,\\u0022b\\u0022:true}',
  );
});

test('11, 12: an object as one text and as structured content, and an image', async () => {
  const marked = JSON.parse((await callTool('ret_marked')).slice(21)) as {
    result: { content: object[]; structuredContent: object };
  };
  expect(marked.result.content).toHaveLength(1);
  expect(marked.result.structuredContent).toEqual({ city: 'Seattle', temp: 21.5 });
  expect(await callTool('ret_image')).toMatch(
    /"type":"image","data":"\w.*","mimeType":"image\/png"/,
  );
});

test('13, 21: an unknown tool and an unknown resource are errors', async () => {
  expect(await callTool('nope')).toMatch(/"error".*Unknown tool/);
  expect(await read('file://nope')).toMatch(/"error".*"message":"\w/);
});

test('14: three calls one after another', async () => {
  for (const name of ['a', 'b', 'c'])
    expect(await callTool('hello_text', { name })).toContain(`Hello, ${name}.`);
});

test('17, 18, 19: text, bytes, and a template with its parameter', async () => {
  expect(await read('file://readme.txt')).toContain('"text":"hello world"');
  expect(await read('file://logo.png')).toMatch(/"blob":"\w/);
  expect(await read('user://profile/bob')).toContain('\\u0022name\\u0022:\\u0022bob\\u0022');
});

test('20: parameters of a template that only a word keeps apart', async () => {
  const appRoot = await useAppFolder({
    'host.json': { version: '2.0' },
    'bin/extensions.json': '{}',
    'package.json': { main: 'index.cjs' },
    'index.cjs': `
      const { app } = require('@azure/functions');
      app.mcpResource('catalog', {
        resourceName: 'catalog', uri: 'store://catalog/{category}items{tag}', mimeType: 'text/plain',
        handler: (_, { triggerMetadata }) => triggerMetadata.category + ' and ' + triggerMetadata.tag,
      });`,
  });
  const host = await startFunctionsHost({ appRoot });
  onTestFinished(() => host.dispose());
  const answer = await post(
    'resources/read',
    { uri: 'store://catalog/booksitemsfiction' },
    host.url,
  );
  expect(answer).toContain('"text":"books and fiction"');
});

test('24: a missing argument of a prompt is a protocol error', async () => {
  const { client } = await useClient('Streamable HTTP');
  await expect(client.getPrompt({ name: 'code_review', arguments: {} })).rejects.toMatchObject({
    code: -32602,
  });
});
