import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  entraError,
  type EntraAndGraph,
  environmentOf,
  startEntraAndGraph,
  tenant,
} from '../../packages/tools/src/services/profile/testing/entra-and-graph.ts';
import { headersOf, tokenOf } from '../support/callers.ts';
import { root } from '../support/repository.ts';
import { rpc } from '../support/rpc.ts';
import { type Mode, modes, type Server, useServers } from '../support/servers.ts';

/** The profile of whoever calls, on both servers. */

const claimsOf = (oid: string) => ({ oid, tid: tenant, scp: 'user_impersonation' });

async function askAs(oid: string, server: Server) {
  const headers = headersOf(claimsOf(oid));
  const params = { name: 'get_my_profile', arguments: {} };
  return rpc(server, 'tools/call', params, 1, headers);
}

async function listed(server: Server): Promise<string[]> {
  const { result } = await rpc(server, 'tools/list');
  return (result!['tools'] as { name: string }[]).map(({ name }) => name);
}

describe.each([
  ['with sign-in alone', { AUTH_MODE: 'entra' }],
  ['with keys', { AUTH_MODE: 'key', ENABLE_GRAPH_PROFILE: 'true' }],
])('a server %s', (_, env) => {
  const server = useServers('shipped', env);

  test.each(modes)('has no profiles: %s', async (mode) => {
    expect(await listed(server(mode))).not.toContain('get_my_profile');
    expect(await askAs('ann', server(mode))).toMatchObject({
      error: { code: -32602, message: "Unknown tool: 'get_my_profile'" },
    });
  });
});

describe('a server that is set up for it', () => {
  let entraAndGraph: EntraAndGraph;
  beforeAll(async () => {
    entraAndGraph = await startEntraAndGraph();
    entraAndGraph.follow({
      entra: (oid) =>
        oid === 'carl'
          ? entraError('invalid_grant', 65001, 'Not consented.', { suberror: 'consent_required' })
          : undefined,
    });
  });
  afterAll(() => entraAndGraph.close());

  const fixture = (mode: Mode) => join(root, `tests/samples/fixtures/profile-${mode}-server`);
  const server = useServers(
    { extension: fixture('extension'), 'self-hosted': fixture('self-hosted') },
    () => ({
      ...environmentOf(entraAndGraph),
      AUTH_MODE: 'entra',
      TEST_ENTRA_AND_GRAPH: entraAndGraph.url,
    }),
  );

  test.each(modes)('lists it, and tells everybody their own: %s', async (mode) => {
    expect(await listed(server(mode))).toContain('get_my_profile');
    const names = ['ann', 'bob', 'ann', 'bob', 'ann', 'bob'];
    const answers = await Promise.all(names.map((name) => askAs(name, server(mode))));
    expect(answers.map(({ result }) => result?.['structuredContent'])).toEqual(
      names.map((name) => ({
        displayName: `Display name of ${name}`,
        userPrincipalName: `${name}@example.com`,
        mail: `${name}@example.com`,
        jobTitle: 'Gardener',
        preferredLanguage: 'en-US',
      })),
    );
  });

  test.each(modes)('says what to do where nobody has agreed to it: %s', async (mode) => {
    const { result } = await askAs('carl', server(mode));
    expect(result).toMatchObject({
      isError: true,
      content: [{ text: expect.stringMatching(/open https:\/\/\S+\/\.auth\/login\/aad in a/) }],
    });
  });

  test.each(modes)('has no profile for nobody: %s', async (mode) => {
    const params = { name: 'get_my_profile', arguments: {} };
    const headers = { authorization: `Bearer ${tokenOf(claimsOf('ann'))}` };
    expect(await rpc(server(mode), 'tools/call', params, 1, headers)).toMatchObject({
      result: {
        isError: true,
        content: [{ text: 'This tool is only for signed-in callers.' }],
      },
    });
  });

  test.each(modes)('logs no token: %s', async (mode) => {
    await askAs('ann', server(mode));
    await askAs('carl', server(mode));
    const log = (): string =>
      server(mode)
        .host.logs.map(({ message }) => message)
        .join('\n');
    await expect.poll(log).toMatch(/get_my_profile: error, \d+ ms, carl/);
    expect(log()).not.toMatch(/graph-token|proof-of|refresh-token/);
    expect(log()).not.toContain(tokenOf(claimsOf('ann')).split('.')[1]);
  });
});
