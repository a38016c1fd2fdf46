import { verifies } from '@side-by-side/local-host/testing';
import { describe, expect, test } from 'vitest';
import { rpc } from './support/rpc.ts';
import { useServers } from './support/servers.ts';

/** How far the extension server goes, which the page on hosting modes rests on. */

verifies(
  'extension.server-info',
  'extension.capabilities',
  'extension.tool.listed',
  'extension.resource.listed',
  'extension.prompt.listed',
  'extension.lists-whole',
  'extension.one-way',
  'extension.cancellation',
);

const serverOf = useServers('probe');
const ask = (method: string, params?: object) => rpc(serverOf('extension'), method, params);

function post(message: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(serverOf('extension').url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...message }),
  });
}

test('it says what host.json says of it, and declares a fixed list of capabilities', async () => {
  const { result } = await ask('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: { sampling: {}, elicitation: {}, roots: { listChanged: true } },
    clientInfo: { name: 'test', version: '1' },
  });
  expect(result).toMatchObject({
    serverInfo: { name: 'extension-server', version: '0.1.0' },
    instructions: expect.stringMatching(/./),
  });
  expect(result!['capabilities']).toEqual({ logging: {}, prompts: {}, resources: {}, tools: {} });
});

describe('a list', () => {
  test.each([
    ['tools/list', 'tools', ['name', 'description', 'inputSchema', 'outputSchema', '_meta']],
    ['resources/list', 'resources', ['name', 'title', 'uri', 'description', 'mimeType', '_meta']],
    [
      'resources/templates/list',
      'resourceTemplates',
      ['name', 'title', 'uriTemplate', 'description', 'mimeType', '_meta'],
    ],
    ['prompts/list', 'prompts', ['name', 'title', 'description', 'arguments', 'icons', '_meta']],
  ])('%s has these members only', async (method, kind, members) => {
    const items = (await ask(method)).result![kind] as object[];
    const found = new Set(items.flatMap((item) => Object.keys(item)));
    expect(members).toEqual(expect.arrayContaining([...found]));
    expect([...found]).toContain('description');
  });

  test('of resources and prompts has titles, of tools none', async () => {
    const has = async (method: string, kind: string) =>
      ((await ask(method)).result![kind] as object[]).some((item) => 'title' in item);
    expect(await has('resources/list', 'resources')).toBe(true);
    expect(await has('prompts/list', 'prompts')).toBe(true);
    expect(await has('tools/list', 'tools')).toBe(false);
  });

  test.each(['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'])(
    '%s is whole, whatever the cursor',
    async (method) => {
      const whole = await ask(method);
      expect(await ask(method, { cursor: 'anything' })).toEqual(whole);
      expect(whole.result).not.toHaveProperty('nextCursor');
    },
  );
});

test('a tool that tells how far it is, and logs, is answered by its result alone', async () => {
  const params = { name: 'talkative', _meta: { progressToken: 'p' } };
  const answer = await (await post({ id: 1, method: 'tools/call', params })).text();
  expect(answer.match(/^data:/gm)).toHaveLength(1);
  expect(answer).toContain('"result"');
});

test('a call that is cancelled runs to its end, and is answered', async () => {
  const { logs } = serverOf('extension').host;
  const said = (text: string) => logs.some(({ message }) => message.includes(text));
  const session = (
    await post({
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'test', version: '1' },
      },
    })
  ).headers.get('mcp-session-id')!;
  const headers = { 'mcp-session-id': session };
  const params = { name: 'echo', arguments: { value: 'all of it', delay: 800 } };
  const answer = post({ id: 7, method: 'tools/call', params }, headers);
  await expect.poll(() => said('waits for 800 ms')).toBe(true);
  const cancelled = { method: 'notifications/cancelled', params: { requestId: 7 } };
  expect((await post(cancelled, headers)).status).toBe(202);
  expect(await (await answer).text()).toContain('all of it');
  expect(said('its client has gone')).toBe(false);
});
