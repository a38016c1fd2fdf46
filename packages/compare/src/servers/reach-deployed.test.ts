import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Access, DeployedServer } from './deployed.ts';
import { reachDeployed } from './reach-deployed.ts';

/** An MCP server that lets in who has the key. */
async function useServer(key: string): Promise<URL> {
  const server = createServer((request, response) => {
    request.resume();
    if (request.headers['x-functions-key'] !== key) return void response.writeHead(401).end();
    const result = { protocolVersion: '2025-06-18', serverInfo: { name: 'x', version: '1' } };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 0, result }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
}

async function useDeployed(findAccess: () => Promise<Access>) {
  const url = await useServer('hush');
  const server = (hosting: DeployedServer['hosting']): DeployedServer => ({
    hosting,
    title: `The ${hosting} server`,
    url,
    findAccess,
    readMeters: async () => ({ ok: false, reason: 'None.' }),
  });
  const remarks: string[] = [];
  const reach = (secrets: Parameters<typeof reachDeployed>[1]) =>
    reachDeployed([server('extension'), server('self-hosted')], secrets, (remark) =>
      remarks.push(remark),
    );
  return { reach, remarks };
}

const allowed: Access = { ok: true, headers: { 'x-functions-key': 'hush' } };
const refused: Access = { ok: false, reason: 'The permission x is missing.' };

test('a key that Azure tells is used, and can be asked for again', async () => {
  let asked = 0;
  const { reach, remarks } = await useDeployed(async () => {
    asked += 1;
    return allowed;
  });
  const { targets } = await reach({ env: {} });
  expect(targets).toMatchObject([
    { id: 'extension', place: 'azure', hosting: 'extension', headers: allowed.headers },
    { id: 'self-hosted', place: 'azure', hosting: 'self-hosted', headers: allowed.headers },
  ]);
  expect(await targets[0].renew?.()).toEqual(allowed.headers);
  expect(asked).toBe(3);
  expect(remarks).toEqual([]);
});

test('a key of the environment goes before: Azure is not asked for it', async () => {
  const { reach } = await useDeployed(() => Promise.reject(new Error('Azure was asked.')));
  const { targets } = await reach({ env: { COMPARE_KEY_1: 'hush', COMPARE_KEY_2: 'hush' } });
  expect(targets.map(({ headers, renew }) => [headers, renew])).toEqual([
    [allowed.headers, undefined],
    [allowed.headers, undefined],
  ]);
});

test('where Azure refuses it, that is said, and whoever sits there is asked', async () => {
  const { reach, remarks } = await useDeployed(async () => refused);
  const { targets } = await reach({ env: {}, ask: async () => 'hush' });
  expect(targets.map(({ headers }) => headers)).toEqual([allowed.headers, allowed.headers]);
  expect(remarks).toEqual([
    'The extension server: The permission x is missing.',
    'The self-hosted server: The permission x is missing.',
  ]);
});

test('where nobody sits there, the permission is named with what to set', async () => {
  const { reach } = await useDeployed(async () => refused);
  await expect(reach({ env: {} })).rejects.toThrow(
    /^The extension server: The permission x is missing\. http.* answers 401\. Set COMPARE_KEY_1/,
  );
});
