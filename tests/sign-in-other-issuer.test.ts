import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entraAuthSettings, readAuthSettings } from '@side-by-side/local-host';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  isUnauthorized,
  oauthClientNames,
  type OAuthClientName,
  oauthClients,
  OAuthMemory,
  statusOf,
} from './support/oauth-clients.ts';
import { type OtherIssuer, startOtherIssuer } from './support/other-issuer.ts';
import { type Mode, modes } from './support/servers.ts';
import { useGuardedServers } from './support/guarded-servers.ts';

/** Sign-in of the official clients at an identity provider that others have written and certified. */

const tenantId = '0c9a6b1e-3d72-4f58-a1b4-5e8f7d2c6039';
const audience = 'api://some-server';
const editor = 'f7b21d90-64ce-4a83-9d15-20e8c7a5b364';
const stranger = '18d3e5a7-9b0c-4f62-8e74-c1a2b3d4e5f6';
const redirectUrl = 'http://127.0.0.1:33418/callback';
const users = {
  ann: { oid: '6a1b9c2d-7e3f-4058-91a2-b3c4d5e6f708', name: 'ann@example.com' },
  bob: { oid: 'd2e3f4a5-b6c7-4d8e-9f01-23456789abcd', name: 'bob@example.com' },
};

let other: OtherIssuer;
let folder: string;
beforeAll(async () => {
  const clientIds = [editor, stranger];
  other = await startOtherIssuer({ tenantId, audience, clientIds, redirectUrl, users });
  folder = await mkdtemp(join(tmpdir(), 'auth-settings-'));
});
afterAll(async () => {
  await other?.dispose();
  await rm(folder, { recursive: true, force: true });
});

const { server } = useGuardedServers(async () => {
  // As `az rest` prints it.
  const file = join(folder, 'auth-settings.json');
  const properties = entraAuthSettings({
    issuer: other.issuer,
    clientId: 'c0ffee00-1234-4abc-8def-0123456789ab',
    allowedAudiences: [audience],
    allowedApplications: [editor],
  });
  await writeFile(file, JSON.stringify({ name: 'authsettingsV2', properties }));
  return {
    app: 'signIn',
    authSettings: await readAuthSettings(file),
    env: {
      WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: `${audience}/user_impersonation`,
      WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenantId,
    },
  };
});

/** Signs in, up to where the client has its tokens. */
async function withTokens(
  name: OAuthClientName,
  mode: Mode,
  user: keyof typeof users,
  clientId: string,
): Promise<OAuthMemory> {
  const { issuer } = other;
  const memory = new OAuthMemory({ issuer, clientId, redirectUrl, sendsResource: true });
  const attempt = oauthClients[name](server(mode).url, memory);
  const error: unknown = await attempt.connect().catch((thrown: unknown) => thrown);
  expect(error).toSatisfy(isUnauthorized);
  const back = await other.signIn(memory.visits[0]!, user);
  expect(back.searchParams.get('state')).toBe('the-state');
  await attempt.finishAuth(back.searchParams);
  return memory;
}

describe.each(modes.flatMap((mode) => oauthClientNames.map((name) => [name, mode] as const)))(
  '%s at the %s server',
  (name, mode) => {
    test.each(['ann', 'bob'] as const)('signs %s in as it comes, with a resource', async (user) => {
      const memory = await withTokens(name, mode, user, editor);
      expect(memory.visits[0]!.searchParams.get('resource')).toBe(server(mode).url.href);
      const client = await oauthClients[name](server(mode).url, memory).connect();
      onTestFinished(() => client.close());
      expect(await client.callTool({ name: 'seen', arguments: {} })).toHaveProperty(
        'structuredContent.caller',
        {
          id: users[user].oid,
          name: users[user].name,
          tenantId,
          clientId: editor,
          scopes: ['user_impersonation'],
          roles: [],
        },
      );
    });

    test('is refused with 403 where its client id is not allowed', async () => {
      const memory = await withTokens(name, mode, 'ann', stranger);
      const error: unknown = await oauthClients[name](server(mode).url, memory)
        .connect()
        .catch((thrown: unknown) => thrown);
      expect(statusOf(error)).toBe(403);
    });
  },
);
