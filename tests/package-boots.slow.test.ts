import { describe, expect, test } from 'vitest';
import { describeClients } from './support/describe-clients.ts';
import { keys, useDeployedServers } from './support/deployed-servers.ts';
import { postRpc, rpc } from './support/rpc.ts';
import { sampleArguments } from '@side-by-side/compare';
import { apps, type Mode, modes, type Server } from './support/servers.ts';

const { catalogue } = apps.shipped;

/** The deploy folders, each from an empty place, as Azure would run them: without local settings, with keys. */

/** A call of the first tool, over plain HTTP. */
async function call(server: Server, headers: Record<string, string> = {}) {
  const { name, inputSchema } = catalogue.tools[0]!.description;
  const params = { name, arguments: sampleArguments(inputSchema) };
  const response = await postRpc(server.url, 'tools/call', params, 1, headers);
  return { status: response.status, text: await response.text() };
}

const logOf = ({ host }: Server): string => host.logs.map(({ message }) => message).join('\n');

/** What a server logs comes another way than its answer. */
async function untilLogged(server: Server, text: string): Promise<void> {
  await expect.poll(() => logOf(server)).toContain(text);
}

describe('packaged for everybody', () => {
  const server = useDeployedServers('anonymous', {
    provided: { MCP_AUTH_MODE: 'anonymous' },
    foreign: {},
    'for keys': { MCP_AUTH_MODE: 'key' },
    local: { AZURE_FUNCTIONS_ENVIRONMENT: 'Development' },
  });

  describeClients(catalogue, (mode) => server(mode, 'provided'));

  test.each(modes)('the %s server answers on this machine without any setting', async (mode) => {
    expect(await call(server(mode, 'local'))).toMatchObject({ status: 200 });
  });

  describe.each([
    ['foreign', 'is not set'],
    ['for keys', "is 'key'"],
  ] as const)('where MCP_AUTH_MODE is that of %s', (name, setting) => {
    test.each(modes)('the %s server refuses every call, and logs why', async (mode) => {
      const { status, text } = await call(server(mode, name));
      expectRefusal(mode, status, text);
      await untilLogged(
        server(mode, name),
        `made for auth mode 'anonymous', but the app setting MCP_AUTH_MODE ${setting}`,
      );
    });

    test.each(modes)(
      'so it does on the %s server when resources and prompts are asked for',
      async (mode) => {
        const uri = catalogue.resources[0]?.definition.uri ?? 'docs://none';
        const { name: prompt = 'none', arguments: args = [] } =
          catalogue.prompts[0]?.description ?? {};
        const values = Object.fromEntries(args.map((argument) => [argument.name, 'something']));
        const asked = [
          await rpc(server(mode, name), 'resources/read', { uri }),
          await rpc(server(mode, name), 'prompts/get', { name: prompt, arguments: values }),
        ];
        for (const answer of asked) expect(answer).toHaveProperty('error');
      },
    );
  });
});

describe('packaged for keys', () => {
  const server = useDeployedServers('key', { foreign: {} });

  test.each(modes)('the %s server is closed without a key, whatever is set', async (mode) => {
    expect(await call(server(mode, 'foreign'))).toMatchObject({ status: 401 });
  });

  test.each([
    ['extension', keys.system.mcp_extension],
    ['self-hosted', keys.host.default],
  ] as const)('the %s server answers who has its key', async (mode, key) => {
    const { status, text } = await call(server(mode, 'foreign'), { 'x-functions-key': key });
    expect(status).toBe(200);
    expect(text).not.toContain('refuses');
  });

  test.each(modes)('the %s server believes no header that names a caller', async (mode) => {
    await call(server(mode, 'foreign'), { 'x-functions-key': keys.master, ...principal });
    expect(logOf(server(mode, 'foreign'))).not.toContain('ann@example.com');
  });
});

describe('packaged for Entra', () => {
  const server = useDeployedServers('entra', {
    provided: { MCP_AUTH_MODE: 'entra' },
    foreign: { AUTH_MODE: 'key' },
  });

  test.each(modes)(
    'the %s server leaves the gate to Easy Auth, and knows who calls',
    async (mode) => {
      expect(await call(server(mode, 'provided'), principal)).toMatchObject({ status: 200 });
      await untilLogged(server(mode, 'provided'), ', ann@example.com');
    },
  );

  test.each(modes)('the %s server refuses every call elsewhere', async (mode) => {
    const { status, text } = await call(server(mode, 'foreign'), principal);
    expectRefusal(mode, status, text);
  });
});

function expectRefusal(mode: Mode, status: number, text: string): void {
  expect(text).toContain('This server refuses every call');
  expect(text).not.toContain('MCP_AUTH_MODE');
  if (mode === 'self-hosted') expect(status).toBe(503);
  else expect(text).toContain('"isError":true');
}

const claims = [
  { typ: 'oid', val: '00000000-0000-0000-0000-000000000001' },
  { typ: 'preferred_username', val: 'ann@example.com' },
];
const principal = {
  'x-ms-client-principal': Buffer.from(JSON.stringify({ claims })).toString('base64'),
};
