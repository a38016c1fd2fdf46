import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import type { IdentityProvider } from './index.ts';
import {
  appId,
  appProof,
  appRedirect,
  appScope,
  Browser,
  identityId,
  type Json,
  managedIdentityToken,
  registration,
  useProvider,
} from './testing/browser.ts';

verifies('entra.federated-credential', 'entra.on-behalf-of');

const errorOf = ({ status, body }: { status: number; body: Json }) => [
  status,
  body['error'],
  ...(body['error_codes'] as number[]),
];

/** The exchange of a user's token for one to Microsoft Graph. */
async function exchange(
  provider: IdentityProvider,
  change: Record<string, string | undefined> = {},
): Promise<{ status: number; body: Json }> {
  const browser = new Browser(provider);
  return browser.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    assertion: await provider.tokenFor({ resource: appId }),
    scope: 'https://graph.microsoft.com/User.Read',
    ...(await appProof(provider)),
    ...change,
  });
}

describe('the managed identity endpoint', () => {
  test('answers as that of App Service', async () => {
    const provider = await useProvider();
    const { status, body } = await managedIdentityToken(provider);
    const { aud, sub, oid, iss, exp } = decodeJwt(body['access_token']);
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.any(String),
        expires_on: String(exp),
        resource: 'api://AzureADTokenExchange',
        token_type: 'Bearer',
        client_id: identityId,
      },
    ]);
    expect([aud, iss]).toEqual(['fb60f99c-7a34-4190-8149-302f77469936', provider.issuer]);
    expect(sub).toBe(oid);
  });

  test('is for who knows the secret, and for identities and resources that there are', async () => {
    const provider = await useProvider();
    const statusWith = async (query: Record<string, string>) =>
      (await managedIdentityToken(provider, query)).status;
    expect(await statusWith({ client_id: appId })).toBe(400);
    expect(await statusWith({ resource: 'https://vault.azure.net' })).toBe(400);
    expect(await statusWith({ 'api-version': '2018-02-01' })).toBe(400);
    const url = `${provider.identityEndpoint}?api-version=2019-08-01`;
    expect((await fetch(url)).status).toBe(401);
    const headers = { 'x-identity-header': 'x'.repeat(64) };
    expect((await fetch(url, { headers })).status).toBe(401);
  });

  test('gives roles to an identity that was assigned some', async () => {
    const roles = { appRoleAssignments: { [identityId]: ['Mcp.Invoke', 'Unknown'] } };
    const provider = await useProvider({ registrations: [{ ...registration, ...roles }] });
    const { body } = await managedIdentityToken(provider, { resource: 'api://tenant/server' });
    const claims = decodeJwt(body['access_token']);
    expect(claims).toMatchObject({ aud: appId, azp: identityId, roles: ['Mcp.Invoke'] });
    expect(claims).not.toHaveProperty('scp');
  });
});

test('web sign-in of an app ends with an assertion, and lets the app act for the user from then on', async () => {
  const provider = await useProvider();
  const browser = new Browser(provider);
  expect(errorOf(await exchange(provider))).toEqual([400, 'invalid_grant', 65001]);
  const page = await browser.authorize({
    client_id: appId,
    redirect_uri: appRedirect,
    scope: 'openid profile email User.Read',
    code_challenge: undefined,
    code_challenge_method: undefined,
  });
  const back = await browser.press(await browser.signIn(page), 'decision', 'accept');
  const form = {
    grant_type: 'authorization_code',
    client_id: appId,
    code: new URL(back.headers.get('location')!).searchParams.get('code')!,
    redirect_uri: appRedirect,
  };
  expect(errorOf(await browser.token(form))).toEqual([401, 'invalid_client', 7000218]);
  const withSecret = await browser.token({ ...form, client_secret: 'x' });
  expect(errorOf(withSecret)).toEqual([401, 'invalid_client', 7000215]);
  const signedIn = await browser.token({ ...form, ...(await appProof(provider)) });
  expect([signedIn.status, signedIn.body['id_token']]).toEqual([200, expect.any(String)]);
  const { status, body } = await exchange(provider);
  expect(status).toBe(200);
  expect(decodeJwt(body['access_token'])).toMatchObject({
    aud: '00000003-0000-0000-c000-000000000000',
    appid: appId,
    scp: 'User.Read',
    oid: provider.users[0]!.oid,
  });
});

test('Graph may want more than a consent, or may be open to all', async () => {
  const strict = await useProvider({ graphConsent: 'interaction-required' });
  expect(errorOf(await exchange(strict))).toEqual([400, 'interaction_required', 50076]);
  const open = await useProvider({ graphConsent: 'granted' });
  const scope = 'https://graph.microsoft.com/.default';
  expect((await exchange(open, { scope })).body['scope']).toBe(
    'https://graph.microsoft.com/User.Read',
  );
});

describe('an assertion of a client is refused', () => {
  const identity = { resource: appId, appRoles: [], clientId: identityId };
  const audience = 'fb60f99c-7a34-4190-8149-302f77469936';
  test.each([
    ['of another identity', { ...identity, clientId: appId, claims: { aud: audience } }, 700213],
    ['for another audience', identity, 700212],
    ['that has expired', { ...identity, claims: { aud: audience }, age: 9000 }, 700024],
    ['that is not signed', { ...identity, claims: { aud: audience }, signature: 'none' }, 700027],
    [
      'of somebody else',
      { ...identity, claims: { aud: audience }, signature: 'unknown-key' },
      700027,
    ],
  ] as const)('%s', async (_, wish, number) => {
    const provider = await useProvider({ graphConsent: 'granted' });
    const answer = await exchange(provider, { client_assertion: await provider.tokenFor(wish) });
    expect(errorOf(answer)).toEqual([401, 'invalid_client', number]);
  });

  test('that has another type', async () => {
    const answer = await exchange(await useProvider(), { client_assertion_type: 'x' });
    expect(errorOf(answer)).toEqual([400, 'invalid_request', 90100]);
  });
});

describe('a user’s token is refused', () => {
  test.each([
    ['for another app', { claims: { aud: 'other' } }, 500131],
    ['that has expired', { age: 9000 }, 500133],
    ['that is not valid yet', { age: -900 }, 500133],
    ['that was changed', { signature: 'tampered' }, 50013],
    ['signed with the public key', { signature: 'public-key-as-secret' }, 50013],
    ['of an app', { appRoles: ['Mcp.Invoke'] }, 7000114],
    ['of another issuer', { claims: { iss: 'https://other.example' } }, 50013],
  ] as const)('%s', async (_, wish, number) => {
    const provider = await useProvider({ graphConsent: 'granted' });
    const assertion = await provider.tokenFor({ resource: appId, ...wish });
    expect(errorOf(await exchange(provider, { assertion }))).toEqual([
      400,
      'invalid_grant',
      number,
    ]);
  });

  test('without saying what for', async () => {
    const answer = await exchange(await useProvider(), { requested_token_use: undefined });
    expect(errorOf(answer)).toEqual([400, 'invalid_request', 900144]);
  });
});

test('an app gets a token of its own with the roles that it was assigned, for all of a resource only', async () => {
  const other = {
    ...registration,
    appId: '11111111-2222-4333-8444-555555555555',
    identifierUris: ['api://other'],
    appRoleAssignments: { [appId]: ['Mcp.Invoke'] },
  };
  const provider = await useProvider({ registrations: [registration, other] });
  const ask = async (scope: string) =>
    new Browser(provider).token({
      grant_type: 'client_credentials',
      scope,
      ...(await appProof(provider)),
    });
  const { status, body } = await ask('api://other/.default');
  const claims = decodeJwt(body['access_token']);
  expect([status, claims['roles'], claims['azp']]).toEqual([200, ['Mcp.Invoke'], appId]);
  expect(claims).not.toHaveProperty('scp');
  const one = await ask('api://other/user_impersonation');
  expect(errorOf(one)).toEqual([400, 'invalid_scope', 1002012]);
  expect(errorOf(await ask(appScope))).toEqual([400, 'invalid_request', 90009]);
});
