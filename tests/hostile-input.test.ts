import { type RawRequest, sendRaw } from '@side-by-side/local-host/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rpc } from './support/rpc.ts';
import { endpoints, type Mode, modes, useServers } from './support/servers.ts';

/** Whatever is sent, a server answers as the facts say, and goes on. */

const server = useServers('probe');

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

interface Hostile extends Partial<Omit<RawRequest, 'path'>> {
  /** Behind the path of the endpoint. */
  readonly suffix?: string;
}

/** What each server answers: its status, and the code of the JSON-RPC error where there is one. */
type Expected = Readonly<Record<Mode, readonly [status: number, code?: number]>>;

const cases: readonly [name: string, request: Hostile, expected: Expected][] = [
  ['malformed JSON', { body: '{"jsonrpc":' }, { extension: [500], 'self-hosted': [400, -32700] }],
  ['an empty body', { body: '' }, { extension: [500], 'self-hosted': [400, -32700] }],
  ['a body of null', { body: 'null' }, { extension: [400, -32000], 'self-hosted': [400, -32600] }],
  ['a body of text', { body: '"x"' }, { extension: [500], 'self-hosted': [400, -32600] }],
  ['a batch', { body: `[${ping},${ping}]` }, { extension: [500], 'self-hosted': [400, -32600] }],
  ['an empty batch', { body: '[]' }, { extension: [500], 'self-hosted': [400, -32600] }],
  [
    'no jsonrpc',
    { body: '{"id":1,"method":"ping"}' },
    { extension: [500], 'self-hosted': [400, -32700] },
  ],
  [
    'neither method nor result',
    { body: '{"jsonrpc":"2.0","id":1}' },
    { extension: [500], 'self-hosted': [400, -32700] },
  ],
  [
    'an id of null',
    { body: '{"jsonrpc":"2.0","id":null,"method":"ping"}' },
    { extension: [500], 'self-hosted': [400, -32700] },
  ],
  [
    'a method that is no text',
    { body: '{"jsonrpc":"2.0","id":1,"method":5}' },
    { extension: [500], 'self-hosted': [400, -32700] },
  ],
  [
    'params that are a list',
    { body: '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":[1]}' },
    { extension: [200, -32603], 'self-hosted': [400, -32700] },
  ],
  [
    'arguments that are a list',
    {
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":[1]}}',
    },
    { extension: [200, -32603], 'self-hosted': [200, -32603] },
  ],
  [
    'a call without a name',
    { body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}' },
    { extension: [200, -32603], 'self-hosted': [200, -32603] },
  ],
  [
    'a name that is no text',
    {
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":{"toString":1,"valueOf":1}}}',
    },
    { extension: [200, -32603], 'self-hosted': [200, -32603] },
  ],
  [
    'an id of a million digits',
    { body: `{"jsonrpc":"2.0","id":${'9'.repeat(1_000_000)},"method":"ping"}` },
    { extension: [500], 'self-hosted': [400, -32700] },
  ],
  [
    'an unknown method',
    { body: '{"jsonrpc":"2.0","id":1,"method":"no/such"}' },
    { extension: [200, -32601], 'self-hosted': [200, -32601] },
  ],
  [
    'a method of the prototype',
    { body: '{"jsonrpc":"2.0","id":1,"method":"constructor"}' },
    { extension: [200, -32601], 'self-hosted': [200, -32601] },
  ],
  [
    'a probe for 2026-07-28',
    { body: '{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{}}' },
    { extension: [200, -32601], 'self-hosted': [200, -32601] },
  ],
  [
    'an unknown notification',
    { body: '{"jsonrpc":"2.0","method":"no/such"}' },
    { extension: [202], 'self-hosted': [202] },
  ],
  [
    'an answer to nothing',
    { body: '{"jsonrpc":"2.0","id":9,"result":{}}' },
    { extension: [202], 'self-hosted': [202] },
  ],
  [
    'text/plain',
    { headers: { ...json, 'content-type': 'text/plain' }, body: ping },
    { extension: [500], 'self-hosted': [415, -32000] },
  ],
  [
    'no content type',
    { headers: { accept: json.accept }, body: ping },
    { extension: [500], 'self-hosted': [415, -32000] },
  ],
  [
    'Accept without event streams',
    { headers: { ...json, accept: 'application/json' }, body: ping },
    { extension: [406, -32000], 'self-hosted': [406, -32000] },
  ],
  [
    'no Accept',
    { headers: { 'content-type': 'application/json' }, body: ping },
    { extension: [406, -32000], 'self-hosted': [406, -32000] },
  ],
  [
    'a session id that is none',
    { headers: { ...json, 'mcp-session-id': 'garbage' }, body: ping },
    { extension: [400, -32000], 'self-hosted': [200] },
  ],
  [
    'an unknown protocol revision',
    { headers: { ...json, 'mcp-protocol-version': '1999-01-01' }, body: ping },
    { extension: [200], 'self-hosted': [400, -32000] },
  ],
  [
    'a foreign Host',
    { headers: { ...json, host: 'evil.example' }, body: ping },
    { extension: [200], 'self-hosted': [403, -32000] },
  ],
  [
    'a foreign Host that starts like ours',
    { headers: { ...json, host: 'localhost.evil.example:7072' }, body: ping },
    { extension: [200], 'self-hosted': [403, -32000] },
  ],
  [
    'a foreign Host behind a proxy',
    { headers: { ...json, 'x-forwarded-host': 'evil.example' }, body: ping },
    { extension: [200], 'self-hosted': [200] },
  ],
  [
    'a foreign Origin',
    { headers: { ...json, origin: 'https://evil.example' }, body: ping },
    { extension: [200], 'self-hosted': [403, -32000] },
  ],
  [
    'an opaque Origin',
    { headers: { ...json, origin: 'null' }, body: ping },
    { extension: [200], 'self-hosted': [403, -32000] },
  ],
  [
    'an Origin on this machine',
    { headers: { ...json, origin: 'http://localhost:6274' }, body: ping },
    { extension: [200], 'self-hosted': [200] },
  ],
  ['GET', { method: 'GET', headers: json }, { extension: [405], 'self-hosted': [405, -32000] }],
  [
    'DELETE',
    { method: 'DELETE', headers: json },
    { extension: [405], 'self-hosted': [405, -32000] },
  ],
  [
    'PUT',
    { method: 'PUT', headers: json, body: ping },
    { extension: [405], 'self-hosted': [405, -32000] },
  ],
  [
    'PATCH',
    { method: 'PATCH', headers: json, body: ping },
    { extension: [404], 'self-hosted': [405, -32000] },
  ],
  [
    'OPTIONS, a preflight',
    {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost', 'access-control-request-method': 'POST' },
    },
    { extension: [405], 'self-hosted': [405, -32000] },
  ],
  [
    'a body of 5 MB',
    {
      body: `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"pad":"${'x'.repeat(5_000_000)}"}}`,
    },
    { extension: [200], 'self-hosted': [413, -32000] },
  ],
  [
    'a body of 5 MB in chunks, of which no length is told',
    {
      headers: { ...json, 'transfer-encoding': 'chunked' },
      body: inChunks(
        `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"pad":"${'x'.repeat(5_000_000)}"}}`,
      ),
    },
    { extension: [200], 'self-hosted': [413, -32000] },
  ],
  [
    'a body over 100 MiB, by its Content-Length',
    { headers: { ...json, 'content-length': '104857601' }, body: '{' },
    { extension: [500], 'self-hosted': [413] },
  ],
  [
    'a path above',
    { suffix: '/../../admin', body: ping },
    { extension: [404], 'self-hosted': [404] },
  ],
  [
    'deeply nested JSON',
    {
      body: `{"jsonrpc":"2.0","id":1,"method":"ping","params":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    },
    { extension: [500], 'self-hosted': [200] },
  ],
  [
    'a name of the prototype',
    {
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"__proto__","arguments":{"__proto__":{"x":1}}}}',
    },
    { extension: [200, -32602], 'self-hosted': [200, -32602] },
  ],
];

/** A body as it goes over the wire in chunks. */
function inChunks(body: string): string {
  return body
    .match(/.{1,65536}/gs)!
    .map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`)
    .concat('0\r\n\r\n')
    .join('');
}

function send(mode: Mode, { suffix = '', ...request }: Hostile) {
  const { port } = server(mode);
  return sendRaw(port, {
    method: 'POST',
    headers: json,
    ...request,
    path: endpoints[mode] + suffix,
  });
}

function codeIn(body: string): number | undefined {
  const code = /"code":(-\d+)/.exec(body)?.[1];
  return code === undefined ? undefined : Number(code);
}

describe.each(modes)('the %s server', (mode) => {
  test.each(cases)('answers %s', async (_, request, expected) => {
    const { status, body } = await send(mode, request);
    expect([status, codeIn(body)]).toEqual([expected[mode][0], expected[mode][1]]);
    expect(body).not.toMatch(/<html|at .*\.ts:\d+/i);
    await expect(rpc(server(mode), 'ping')).resolves.toMatchObject({ result: {} });
  });

  test('answers any JSON-RPC request, and none takes it down', async () => {
    const member = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined));
    const message = fc.record(
      {
        jsonrpc: fc.constantFrom<unknown>('2.0', '1.0', 2),
        id: fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.double()),
        method: fc.oneof(
          fc.constantFrom(
            'ping',
            'tools/list',
            'tools/call',
            'resources/read',
            'prompts/get',
            'initialize',
          ),
          fc.string(),
        ),
        params: fc.oneof(
          member,
          fc.record({
            name: fc.constantFrom<unknown>('echo', 'nested', 'ECHO', 5),
            arguments: member,
            uri: member,
          }),
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(message, async (sent) => {
        const { status } = await send(mode, { body: JSON.stringify(sent) });
        expect([200, 202, 400, 500]).toContain(status);
        if (mode === 'self-hosted') expect(status).not.toBe(500);
      }),
      { numRuns: 60 },
    );
    await expect(rpc(server(mode), 'ping')).resolves.toMatchObject({ result: {} });
  });

  test('survives clients that leave in the middle of a call', async () => {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const leaving = new AbortController();
        const params = { name: 'echo', arguments: { value: 1, delay: 300 } };
        const call = fetch(server(mode).url, {
          method: 'POST',
          headers: json,
          body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
          signal: leaving.signal,
        });
        setTimeout(() => leaving.abort(), 20);
        await expect(call).rejects.toThrow();
      }),
    );
    await expect(rpc(server(mode), 'ping')).resolves.toMatchObject({ result: {} });
  });
});
