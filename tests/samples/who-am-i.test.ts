import { expect, test } from 'vitest';
import { useGuardedServers } from '../support/guarded-servers.ts';
import { rpc } from '../support/rpc.ts';
import { modes } from '../support/servers.ts';

const { server, provider, signIn } = useGuardedServers();

test.each(modes)('who_am_i tells who has signed in to the %s server', async (mode) => {
  const [, ben] = provider().users;
  const { clientId } = signIn(mode);
  const token = await provider().tokenFor({ resource: clientId, user: ben!.oid });
  const call = { name: 'who_am_i', arguments: {} };
  const headers = { authorization: `Bearer ${token}` };
  const { result } = await rpc(server(mode), 'tools/call', call, 1, headers);
  expect(result).toHaveProperty('structuredContent', {
    signedIn: true,
    id: ben!.oid,
    name: ben!.preferredUsername,
    tenantId: provider().tenantId,
    clientId: 'aebc6443-996d-45c2-90f0-388ff96faa56',
    scopes: ['user_impersonation'],
    roles: ['Mcp.Invoke'],
  });
});
