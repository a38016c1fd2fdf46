import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import {
  answerOf,
  appId,
  appScope,
  Browser,
  editorId,
  editorRedirect,
  type Json,
  pkce,
  registration,
  useProvider,
} from './testing/browser.ts';

verifies(
  'entra.code-once',
  'entra.several-resources',
  'entra.refresh',
  'entra.access-token',
  'entra.all-consented',
);

/** A browser with a code, and the form that exchanges it. */
async function useCode(
  options: Parameters<typeof useProvider>[0] = {},
  parameters: Record<string, string> = {},
) {
  const provider = await useProvider(options);
  const browser = new Browser(provider);
  const { verifier, challenge } = pkce();
  const code = await browser.code({ code_challenge: challenge, ...parameters });
  const form = {
    grant_type: 'authorization_code',
    client_id: editorId,
    code,
    redirect_uri: editorRedirect,
    code_verifier: verifier,
  };
  return { provider, browser, form };
}

/** Status, OAuth error and number of an answer. */
const errorOf = ({ status, body }: { status: number; body: Json }) => [
  status,
  body['error'],
  ...(body['error_codes'] as number[]),
];

test('a code is exchanged for an access token of the second version, which the published keys verify', async () => {
  const { provider, browser, form } = await useCode();
  const { status, body } = await browser.token({ ...form, scope: appScope });
  expect([status, Object.keys(body)]).toEqual([
    200,
    ['token_type', 'scope', 'expires_in', 'ext_expires_in', 'access_token'],
  ]);
  expect(body).toMatchObject({ token_type: 'Bearer', scope: appScope, expires_in: 4500 });
  const keys = createRemoteJWKSet(new URL(`${browser.base}/discovery/v2.0/keys`));
  const { payload, protectedHeader } = await jwtVerify(body['access_token'], keys, {
    issuer: provider.issuer,
    audience: appId,
  });
  expect(protectedHeader).toEqual({ typ: 'JWT', alg: 'RS256', kid: expect.any(String) });
  const [ada] = provider.users;
  expect(payload).toMatchObject({
    azp: editorId,
    azpacr: '0',
    tid: provider.tenantId,
    ver: '2.0',
    scp: 'user_impersonation',
    name: 'Ada Sample',
    oid: ada!.oid,
    preferred_username: 'ada@contoso.example',
    sub: expect.not.stringContaining(ada!.oid),
    aio: expect.any(String),
    rh: expect.any(String),
    uti: expect.any(String),
  });
  expect(payload).not.toHaveProperty('roles');
  expect(payload.exp! - payload.iat!).toBe(4500);
});

test('roles are those that the user holds and the registration has; subjects differ from app to app', async () => {
  const other = { ...registration, appId: '11111111-2222-4333-8444-555555555555' };
  const another = { ...other, identifierUris: ['api://other'], appRoles: [] };
  const browser = new Browser(await useProvider({ registrations: [registration, another] }));
  const claimsOf = async (scope: string) =>
    JSON.parse(
      Buffer.from(
        (await browser.tokens({ scope, prompt: 'login' }, 'ben'))['access_token'].split('.')[1],
        'base64url',
      ).toString(),
    ) as Json;
  const [one, two] = [await claimsOf(appScope), await claimsOf('api://other/user_impersonation')];
  expect([one['roles'], two['roles']]).toEqual([['Mcp.Invoke'], undefined]);
  expect(one['oid']).toBe(two['oid']);
  expect(one['sub']).not.toBe(two['sub']);
});

describe('a client that asks for one scope of several', () => {
  const several = { ...registration, scopes: ['read', 'user_impersonation', 'write'] };

  test('gets all of them where it is pre-authorised', async () => {
    const { browser, form } = await useCode({ registrations: [several] });
    const { body } = await browser.token({ ...form, scope: appScope });
    expect(decodeJwt(body['access_token'])).toMatchObject({ scp: several.scopes.join(' ') });
    expect(body['scope']).toBe(
      'api://tenant/server/read api://tenant/server/user_impersonation api://tenant/server/write',
    );
  });

  test('gets what its user has ever allowed, and no more', async () => {
    const asking = { ...several, preAuthorizedClientIds: [] };
    const browser = new Browser(await useProvider({ registrations: [asking] }));
    const scopesFor = async (scope: string, isAsked: boolean) => {
      const { verifier, challenge } = pkce();
      const page = await browser.authorize({ scope, prompt: 'login', code_challenge: challenge });
      const next = await browser.signIn(page);
      const back = isAsked ? await browser.press(next, 'decision', 'accept') : next;
      const { body } = await browser.token({
        grant_type: 'authorization_code',
        client_id: editorId,
        code: answerOf(back).get('code')!,
        redirect_uri: editorRedirect,
        code_verifier: verifier,
      });
      return decodeJwt(body['access_token'])['scp'];
    };
    expect(await scopesFor('api://tenant/server/write', true)).toBe('write');
    expect(await scopesFor('api://tenant/server/read', true)).toBe('read write');
    expect(await scopesFor('api://tenant/server/write', false)).toBe('read write');
  });
});

describe('a code', () => {
  test('is good once, also for two requests at the same time', async () => {
    const { browser, form } = await useCode();
    const answers = await Promise.all([browser.token(form), browser.token(form)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400]));
    expect(errorOf(await browser.token(form))).toEqual([400, 'invalid_grant', 54005]);
  });

  test('is too late after ten minutes', async () => {
    let time = Date.now();
    const { browser, form } = await useCode({ now: () => time });
    time += 600_001;
    expect(errorOf(await browser.token(form))).toEqual([400, 'invalid_grant', 70008]);
  });

  test.each([
    ['another verifier', { code_verifier: pkce().verifier }, 'invalid_grant', 501481],
    ['no verifier', { code_verifier: undefined }, 'invalid_request', 900144],
    ['another redirect URI', { redirect_uri: 'http://127.0.0.1:1/' }, 'invalid_client', 500112],
    ['no redirect URI', { redirect_uri: undefined }, 'invalid_request', 900144],
    ['another code', { code: 'x' }, 'invalid_grant', 70000],
    [
      'another client',
      { client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46' },
      'invalid_grant',
      70000,
    ],
    ['another resource', { resource: 'http://localhost/mcp' }, 'invalid_target', 9010010],
    ['a scope that nobody has consented to', { scope: 'User.Read' }, 'invalid_grant', 65001],
    ['an unknown client', { client_id: 'x' }, 'unauthorized_client', 700016],
    ['no client', { client_id: undefined }, 'invalid_request', 900144],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type', 70003],
    ['no grant', { grant_type: undefined }, 'invalid_request', 900144],
  ])('is worth nothing with %s, and good afterwards', async (_, change, error, number) => {
    const { browser, form } = await useCode();
    expect(errorOf(await browser.token({ ...form, ...change }))).toEqual([400, error, number]);
    expect((await browser.token(form)).status).toBe(200);
  });

  test('is worth nothing to a public client that shows a secret, in the form or in a header', async () => {
    const { browser, form } = await useCode();
    const answer = await browser.token({ ...form, client_secret: 'x' });
    expect(errorOf(answer)).toEqual([401, 'invalid_client', 700025]);
    const basic = await fetch(`${browser.base}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${editorId}:x`)}` },
      body: new URLSearchParams({ grant_type: form.grant_type, code: form.code }),
    });
    expect(await basic.json()).toMatchObject({ error_codes: [700025] });
  });

  test('for several resources becomes a token for one', async () => {
    const scope = `${appScope} User.Read`;
    const { browser, form } = await useCode({ graphConsent: 'granted' }, { scope });
    expect(errorOf(await browser.token(form))).toEqual([400, 'invalid_request', 28000]);
    expect((await browser.token({ ...form, scope: appScope })).body['scope']).toBe(appScope);
  });
});

test('whoever asks for it is told the ids of the user and the tenant beside the tokens', async () => {
  const { provider, browser, form } = await useCode();
  const { body } = await browser.token({ ...form, client_info: '1' });
  const info = Buffer.from(body['client_info'], 'base64url').toString();
  expect(JSON.parse(info)).toEqual({ uid: provider.users[0]!.oid, utid: provider.tenantId });
});

test('openid brings an id token of the client, and Graph a token in the older shape', async () => {
  const provider = await useProvider({ graphConsent: 'granted' });
  const scope = 'openid profile email User.Read';
  const tokens = await new Browser(provider).tokens({ scope, nonce: 'n' });
  const keys = createRemoteJWKSet(
    new URL(`${provider.url}/${provider.tenantId}/discovery/v2.0/keys`),
  );
  const id = await jwtVerify(tokens['id_token'], keys, { audience: editorId });
  expect(id.payload).toMatchObject({ nonce: 'n', name: 'Ada Sample' });
  const access = await jwtVerify(tokens['access_token'], keys);
  expect(access.payload).toMatchObject({ ver: '1.0', appid: editorId, upn: 'ada@contoso.example' });
  expect(tokens['scope']).toBe('openid profile email https://graph.microsoft.com/User.Read');
});

describe('refresh tokens', () => {
  test('come with offline_access, bring a new one, and stay good', async () => {
    const browser = new Browser(await useProvider());
    const first = await browser.tokens({ scope: `${appScope} offline_access` });
    const refresh = (token: string, more: Record<string, string> = {}) =>
      browser.token({
        grant_type: 'refresh_token',
        client_id: editorId,
        refresh_token: token,
        ...more,
      });
    const { status, body } = await refresh(first['refresh_token']);
    expect([status, body['scope']]).toEqual([200, appScope]);
    expect(body['access_token']).not.toBe(first['access_token']);
    expect(body['refresh_token']).not.toBe(first['refresh_token']);
    expect((await refresh(body['refresh_token'])).status).toBe(200);
    expect((await refresh(first['refresh_token'])).status).toBe(200);
    const graph = await refresh(first['refresh_token'], { scope: 'User.Read' });
    expect(errorOf(graph)).toEqual([400, 'invalid_grant', 65001]);
  });

  test('are worth nothing for another resource than that of their scopes', async () => {
    const browser = new Browser(await useProvider());
    const tokens = await browser.tokens({ scope: `${appScope} offline_access` });
    const form = {
      grant_type: 'refresh_token',
      client_id: editorId,
      refresh_token: tokens['refresh_token'] as string,
    };
    const other = { ...form, resource: 'http://localhost/mcp' };
    expect(errorOf(await browser.token(other))).toEqual([400, 'invalid_target', 9010010]);
    for (const resource of [...registration.identifierUris, registration.appId]) {
      expect((await browser.token({ ...form, resource })).status).toBe(200);
    }
  });

  test('are worth nothing to others, and after ninety days', async () => {
    let time = Date.now();
    const browser = new Browser(await useProvider({ now: () => time }));
    const tokens = await browser.tokens({ scope: `${appScope} offline_access` });
    const form = {
      grant_type: 'refresh_token',
      client_id: editorId,
      refresh_token: tokens['refresh_token'] as string,
    };
    const other = { ...form, client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46' };
    expect(errorOf(await browser.token(other))).toEqual([400, 'invalid_grant', 70000]);
    time += 90 * 86_400_000;
    expect(errorOf(await browser.token(form))).toEqual([400, 'invalid_grant', 70008]);
  });
});
