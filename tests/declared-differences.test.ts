import { expect, test } from 'vitest';
import { differences } from './support/differences.ts';
import { rpc } from './support/rpc.ts';
import { type Mode, type Server, useServers } from './support/servers.ts';

/** Each declared difference, seen on both servers: what is not shown here must not differ. */

const server = useServers('probe');
const shippedServer = useServers('shipped');
const clientInfo = { name: 'test', version: '1' };
const initialize = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };

async function onBoth<T>(ask: (server: Server) => Promise<T>): Promise<Record<Mode, T>> {
  const [extension, selfHosted] = await Promise.all([
    ask(server('extension')),
    ask(server('self-hosted')),
  ]);
  return { extension, 'self-hosted': selfHosted };
}

function post(target: Server, body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(target.url, {
    method: 'POST',
    ...(signal && { signal }),
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...body }),
  });
}

const shown: Record<keyof typeof differences, () => Promise<void>> = {
  async toolPresentation() {
    const answers = await onBoth((target) => rpc(target, 'tools/list'));
    const members = (mode: Mode) => {
      const { tools } = answers[mode].result as { tools: { name: string }[] };
      return Object.keys(tools.find(({ name }) => name === 'echo')!);
    };
    expect(members('extension')).toEqual([
      'name',
      'description',
      'inputSchema',
      'outputSchema',
      '_meta',
    ]);
    expect(members('self-hosted')).toEqual(
      expect.arrayContaining(['title', 'annotations', 'icons']),
    );
  },

  async missingArguments() {
    for (const args of [undefined, {}, { text: null }]) {
      const call = { name: 'failing', ...(args && { arguments: args }) };
      const answers = await onBoth((target) => rpc(target, 'tools/call', call));
      expect(answers.extension.error).toEqual({
        code: -32602,
        message: 'One or more required tool properties are missing values. Please provide: text',
      });
      expect(answers['self-hosted'].result).toMatchObject({ isError: true });
    }
  },

  async resourceErrors() {
    const answers = await onBoth((target) =>
      rpc(target, 'resources/read', { uri: 'probe://nope' }),
    );
    const message = "Unknown resource: 'probe://nope'";
    expect(answers.extension.error).toEqual({ code: -32602, message });
    expect(answers['self-hosted'].error).toEqual({ code: -32002, message });

    const uri = 'probe://books/none/1';
    const found = await onBoth((target) => rpc(target, 'resources/read', { uri }));
    expect(found.extension.error).toEqual({ code: -32603, message: 'An error occurred.' });
    expect(found['self-hosted'].error).toEqual({
      code: -32002,
      message: `Unknown resource: '${uri}'`,
    });
  },

  async promptErrors() {
    const answers = await onBoth((target) => rpc(target, 'prompts/get', { name: 'review' }));
    expect(answers.extension.error).toEqual({
      code: -32602,
      message: 'One or more required prompt arguments are missing values. Please provide: code',
    });
    expect(answers['self-hosted'].error).toEqual({
      code: -32602,
      message:
        "Invalid arguments for prompt 'review': code: Invalid input: expected string, received undefined",
    });
  },

  async revision() {
    const answers = await onBoth((target) => rpc(target, 'initialize', initialize));
    expect(answers.extension.result).toMatchObject({ protocolVersion: '2025-06-18' });
    expect(answers['self-hosted'].result).toMatchObject({ protocolVersion: '2025-11-25' });
  },

  async capabilities() {
    const capabilities = async (mode: Mode, of: (wanted: Mode) => Server) =>
      (await rpc(of(mode), 'initialize', initialize)).result?.['capabilities'];
    const common = { tools: {}, resources: {}, prompts: {} };
    expect(await capabilities('extension', shippedServer)).toEqual({ ...common, logging: {} });
    expect(await capabilities('self-hosted', shippedServer)).toEqual(common);
    // The probe catalogue has a tool that logs to the client.
    expect(await capabilities('self-hosted', server)).toEqual({ ...common, logging: {} });
  },

  async identity() {
    const answers = await onBoth((target) => rpc(target, 'initialize', initialize));
    const names = Object.values(answers).map(({ result }) => result?.['serverInfo']);
    expect(names).toEqual([
      { name: 'extension-server', version: '0.1.0' },
      { name: 'self-hosted-server', version: '0.1.0' },
    ]);
  },

  async sessions() {
    const ids = await onBoth(async (target) =>
      (await post(target, { method: 'initialize', params: initialize })).headers.get(
        'mcp-session-id',
      ),
    );
    expect(ids.extension).toMatch(/^[a-z0-9]{16}\|[a-z0-9]{16}$/);
    expect(ids['self-hosted']).toBeNull();
  },

  async framing() {
    const types = await onBoth(async (target) => {
      const response = await post(target, { method: 'tools/list' });
      await response.text();
      return response.headers.get('content-type');
    });
    expect(types).toEqual({ extension: 'text/event-stream', 'self-hosted': 'application/json' });
  },

  async legacyTransport() {
    const statuses = await onBoth(async (target) => {
      const response = await fetch(`${target.url.href}/sse`);
      await response.body?.cancel();
      return response.status;
    });
    expect(statuses).toEqual({ extension: 200, 'self-hosted': 404 });
  },

  async notifications() {
    const streams = await onBoth(async (target) => {
      const params = { name: 'talkative', _meta: { progressToken: 'p' } };
      return (await post(target, { method: 'tools/call', params })).text();
    });
    expect(streams.extension.match(/^data:/gm)).toHaveLength(1);
    expect(streams['self-hosted']).toMatch(
      /notifications\/message.*notifications\/progress.*"result"/s,
    );
    expect(streams['self-hosted'].match(/^data:/gm)).toHaveLength(5);
  },

  async cancellation() {
    const told = await onBoth(async (target) => {
      const said = (text: string) => target.host.logs.some(({ message }) => message.includes(text));
      const leaving = new AbortController();
      const params = { name: 'echo', arguments: { value: 1, delay: 900 } };
      const answer = post(target, { method: 'tools/call', params }, leaving.signal);
      await expect.poll(() => said('waits for 900 ms')).toBe(true);
      leaving.abort();
      await expect(answer).rejects.toThrow('aborted');
      await expect.poll(() => said('echo: ok')).toBe(true);
      return said('its client has gone');
    });
    expect(told).toEqual({ extension: false, 'self-hosted': true });
  },

  async transportRefusals() {
    const statuses = await onBoth(async (target) => {
      const response = await fetch(target.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: '*/*' },
        body: '{',
      });
      return { status: response.status, body: await response.text() };
    });
    expect(statuses.extension).toEqual({ status: 500, body: '' });
    expect(statuses['self-hosted'].status).toBe(400);
    expect(statuses['self-hosted'].body).toContain('-32700');
  },
};

test.each(
  Object.entries(differences).map(
    ([id, { what }]) => [what, id as keyof typeof differences] as const,
  ),
)('%s', async (_, id) => {
  await shown[id]();
});
