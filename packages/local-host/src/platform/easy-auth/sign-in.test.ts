import { generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { knownGap, verifies } from '../../testing/verifies.ts';
import { browserFor } from './testing/browser.ts';
import {
  headersOf,
  principalOf,
  providerWith,
  settingsFor,
  type TestFront,
  useFront,
} from './testing/front.ts';
import { clientId, sendJson, tenant } from './testing/issuer.ts';
import type { AuthSettingsV2 } from './auth-settings.ts';

verifies(
  'easy-auth.sign-in',
  'easy-auth.sign-in-answer',
  'easy-auth.redirects',
  'easy-auth.session',
  'easy-auth.cookie-names',
  'easy-auth.session-place',
  'easy-auth.token-headers',
  'easy-auth.me',
  'easy-auth.refresh',
  'easy-auth.sign-out',
  'easy-auth.cross-site',
  'easy-auth.endpoints',
  'easy-auth.unknown-endpoint',
  'easy-auth.https',
);

const secretSetting = 'MICROSOFT_PROVIDER_AUTHENTICATION_SECRET';

/** A front whose app proves itself by a secret. */
function useSecretFront(
  changesFor: (issuer: string) => Partial<AuthSettingsV2> = () => ({}),
  env: NodeJS.ProcessEnv = {},
): Promise<TestFront> {
  return useFront(
    (issuer) => ({
      ...providerWith(issuer, {
        registration: { openIdIssuer: issuer, clientId, clientSecretSettingName: secretSetting },
      }),
      ...changesFor(issuer),
    }),
    { [secretSetting]: 'secret', ...env },
  );
}

const login = (changes: object) => (issuer: string) => ({
  login: { ...settingsFor(issuer).login, ...changes },
});

/** Lets so much time pass, in milliseconds, without waiting for it. */
function passTime(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });
  onTestFinished(() => void vi.useRealTimers());
}

test('a browser that signs in has a session, and the app knows who it is', async () => {
  const front = await useSecretFront();
  const browser = browserFor(front);
  expect((await browser.go('/page')).status).toBe(401);

  const back = await browser.signIn('?post_login_redirect_uri=%2Fpage%3Fx%3Dy');
  expect(back).toMatchObject({ status: 302, headers: { location: '/page?x=y' } });
  expect(back.headers['set-cookie']).toMatch(
    new RegExp(
      String.raw`AppServiceAuthSession_${front.port}=[\w.-]+; Path=/; HttpOnly; SameSite=Lax$`,
    ),
  );
  expect([...browser.cookies.keys()]).toEqual(['AppServiceAuthSession']);

  const headers = headersOf(await browser.go('/page?x=y'));
  expect(headers).toMatchObject({
    'x-ms-client-principal-name': 'ada@example.com',
    'x-ms-client-principal-idp': 'aad',
    'x-ms-token-aad-access-token': 'access-1',
    'x-ms-token-aad-refresh-token': 'refresh',
  });
  expect(headers['authorization']).toBeUndefined();
  expect(headers['x-ms-token-aad-id-token']).toMatch(/^eyJ/);
  expect(Date.parse(headers['x-ms-token-aad-expires-on']!)).toBeGreaterThan(Date.now());
  expect(principalOf(headers).claims).toContainEqual({
    typ: 'http://schemas.microsoft.com/identity/claims/tenantid',
    val: tenant,
  });
  expect(front.issuer.tokenRequests.map(String).join()).toContain('client_secret=secret');
});

test('a sign-in asks for what the settings say, with state, nonce and PKCE', async () => {
  const front = await useSecretFront((issuer) =>
    providerWith(issuer, { login: { loginParameters: ['scope=openid x', 'domain_hint=a=b'] } }),
  );
  const { headers } = await front.send('/.auth/login/aad');
  const asked = Object.fromEntries(new URL(headers['location']!).searchParams);
  expect(asked).toMatchObject({
    client_id: clientId,
    scope: 'openid x',
    domain_hint: 'a=b',
    redirect_uri: `http://${front.host}/.auth/login/aad/callback`,
    response_type: 'code',
    response_mode: 'query',
    code_challenge_method: 'S256',
  });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]).toMatch(/.{20}/);
});

describe('a sign-in is refused', () => {
  test('for a browser that has not begun it', async () => {
    const front = await useSecretFront();
    const begun = await front.send('/.auth/login/aad');
    const atProvider = await fetch(begun.headers['location']!, { redirect: 'manual' });
    const back = new URL(atProvider.headers.get('location')!);
    const other = browserFor(front);
    await other.go('/.auth/login/aad');
    expect((await front.send(back.pathname + back.search)).status).toBe(401);
    expect((await other.go(back.pathname + back.search)).status).toBe(401);
    expect(front.issuer.tokenRequests).toEqual([]);
  });

  test('after the time of its nonce', async () => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    const begun = await browser.go('/.auth/login/aad');
    const back = new URL(
      (await fetch(begun.headers['location']!, { redirect: 'manual' })).headers.get('location')!,
    );
    passTime(301_000);
    expect((await browser.go(back.pathname + back.search)).status).toBe(401);
  });

  test.each([
    ['with another nonce', { nonce: 'other' }],
    ['for another audience', { aud: 'other' }],
    ['of another issuer', { iss: 'https://other.example' }],
    ['that has expired', { exp: 1 }],
  ])('with an id token %s', async (_, user) => {
    const front = await useSecretFront();
    Object.assign(front.issuer.user, user);
    const browser = browserFor(front);
    expect((await browser.signIn()).status).toBe(401);
    expect(browser.cookies.size).toBe(0);
    expect(front.log.entries.at(-1)!.message).toMatch(/^Refused a sign-in: /);
  });

  test('with an id token that somebody else has signed', async () => {
    const front = await useSecretFront();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const browser = browserFor(front);
    const begun = await browser.go('/.auth/login/aad');
    const asked = new URL(begun.headers['location']!).searchParams;
    const claims = { nonce: asked.get('nonce'), azp: undefined };
    const forged = await front.issuer.token(claims, privateKey);
    front.issuer.answers.set('token', (response) =>
      sendJson(response, { token_type: 'Bearer', access_token: 'x', id_token: forged }),
    );
    const back = `/.auth/login/aad/callback?code=x&state=${asked.get('state')}`;
    expect((await browser.go(back)).status).toBe(401);
    expect(browser.cookies.size).toBe(0);

    await browser.go('/.auth/login/aad');
    front.issuer.answers.clear();
    expect((await browser.signIn()).status).toBe(302);
  });

  test('of a tenant that may not call, with 403', async () => {
    const front = await useSecretFront(undefined, { WEBSITE_AUTH_AAD_ALLOWED_TENANTS: 'other' });
    const browser = browserFor(front);
    expect((await browser.signIn()).status).toBe(403);
    expect(browser.cookies.size).toBe(0);
  });

  test('where the provider refuses it', async () => {
    const front = await useSecretFront();
    front.issuer.answers.set('token', (response) =>
      sendJson(response, {
        error: 'invalid_client',
        error_description: 'AADSTS7000215: ada@example.com gave an invalid secret.',
      }),
    );
    expect((await browserFor(front).signIn()).status).toBe(401);
    const { message } = front.log.entries.at(-1)!;
    expect(message).toContain('(invalid_client, AADSTS7000215)');
    expect(message).not.toContain('ada');
  });

  test('where the provider sends the browser back with an error', async () => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    const begun = await browser.go('/.auth/login/aad');
    const state = new URL(begun.headers['location']!).searchParams.get('state');
    const back = `/.auth/login/aad/callback?error=access_denied&state=${state}`;
    expect((await browser.go(back)).status).toBe(401);
    expect(front.log.entries.at(-1)!.message).toContain('(access_denied)');
    expect(front.issuer.tokenRequests).toEqual([]);
  });

  test('without a word in the log that is no error code', async () => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    const begun = await browser.go('/.auth/login/aad');
    const state = new URL(begun.headers['location']!).searchParams.get('state');
    const said = encodeURIComponent('x\nRefused ada@example.com');
    const back = `/.auth/login/aad/callback?error=${said}&state=${state}`;
    expect((await browser.go(back)).status).toBe(401);
    expect(front.log.entries.at(-1)!.message).not.toMatch(/\n|ada/);
  });

  test.each(['//evil.example', 'https://evil.example/', '/\\evil.example'])(
    'when it is to lead to %s',
    async (target) => {
      const front = await useSecretFront();
      const query = encodeURIComponent(target);
      for (const path of [
        `login/aad?post_login_redirect_uri=${query}`,
        `logout?post_logout_redirect_uri=${query}`,
        `logout/complete?post_logout_redirect_uri=${query}`,
      ]) {
        const answer = await front.send(`/.auth/${path}`);
        expect([path, answer.status, answer.headers['location']]).toEqual([path, 400, undefined]);
      }
    },
  );
});

describe('a session', () => {
  test('is no good for a tenant that may not call any more', async () => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    await browser.signIn();
    expect((await browser.go('/')).status).toBe(200);
    front.restart({ [secretSetting]: 'secret', WEBSITE_AUTH_AAD_ALLOWED_TENANTS: 'other' });
    expect((await browser.go('/')).status).toBe(403);
  });

  test('that has been ended is not begun again by a refresh under way', async () => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    await browser.signIn();
    const stolen = new Map(browser.cookies);
    const asked = Promise.withResolvers<ServerResponse>();
    front.issuer.answers.set('token', asked.resolve);
    const refreshed = browser.go('/.auth/refresh');
    const answer = await asked.promise;
    await browser.go('/.auth/logout');
    sendJson(answer, { token_type: 'Bearer', access_token: 'new', expires_in: 3_600 });
    expect((await refreshed).status).toBe(401);
    expect(browser.cookies.size).toBe(0);
    for (const [name, value] of stolen) browser.cookies.set(name, value);
    expect((await browser.go('/')).status).toBe(401);
  });

  test('ends after the time of the cookie, and can be refreshed for a while', async () => {
    const front = await useSecretFront(
      login({ cookieExpiration: { timeToExpiration: '01:00:00' } }),
    );
    const browser = browserFor(front);
    await browser.signIn();
    expect((await browser.go('/')).status).toBe(200);
    passTime(3_601_000);
    expect((await browser.go('/')).status).toBe(401);
    expect((await browser.go('/.auth/refresh')).status).toBe(200);
    expect(headersOf(await browser.go('/'))['x-ms-token-aad-access-token']).toBe('access-2');
    passTime(74 * 3_600_000);
    expect((await browser.go('/.auth/refresh')).status).toBe(401);
  });

  test('lasts as long as the tokens where the settings say so', async () => {
    const front = await useSecretFront(
      login({ cookieExpiration: { convention: 'identityProviderDerived' } }),
    );
    const browser = browserFor(front);
    await browser.signIn();
    passTime(3_500_000);
    expect((await browser.go('/')).status).toBe(200);
    passTime(200_000);
    expect((await browser.go('/')).status).toBe(401);
  });

  test.each([
    ['changed', (value: string) => `${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`],
    ['of another host', () => undefined],
    ['made up', () => 'x'],
  ])('whose cookie is %s is none', async (_, change) => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    const other = browserFor(await useSecretFront());
    await browser.signIn();
    await other.signIn();
    const name = 'AppServiceAuthSession';
    const value = change(browser.cookies.get(name)!) ?? other.cookies.get(name)!;
    browser.cookies.set(name, value);
    expect((await browser.go('/')).status).toBe(401);
  });

  test('has a cookie that is spelt in one way only', async () => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    await browser.signIn();
    const value = browser.cookies.get('AppServiceAuthSession')!;
    for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split(
      '',
    )) {
      if (value.endsWith(last)) continue;
      browser.cookies.set('AppServiceAuthSession', value.slice(0, -1) + last);
      expect((await browser.go('/')).status).toBe(401);
    }
    browser.cookies.set('AppServiceAuthSession', `${value}=`);
    expect((await browser.go('/')).status).toBe(401);
    expect(front.reached()).toBe(0);
  });

  test('is not made of the cookie of a sign-in that has only begun', async () => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    await browser.go('/.auth/login/aad');
    browser.cookies.set('AppServiceAuthSession', browser.cookies.get('AppServiceAuthNonce')!);
    expect((await browser.go('/')).status).toBe(401);
  });

  test('gives no tokens to the app without the token store', async () => {
    const front = await useSecretFront(login({ tokenStore: { enabled: false } }));
    const browser = browserFor(front);
    await browser.signIn();
    const headers = headersOf(await browser.go('/'));
    expect(headers['x-ms-client-principal-id']).toBeDefined();
    expect(Object.keys(headers).filter((name) => name.startsWith('x-ms-token'))).toEqual([]);
    expect((await browser.go('/.auth/me')).status).toBe(404);
  });

  const mozilla = { 'user-agent': 'Mozilla/5.0' };
  test.each([
    ['of this site', { origin: '<own>' }, 200],
    ['of another site', { origin: 'https://evil.example' }, 403],
    ['of another port', { origin: 'http://localhost:1' }, 403],
    ['of a site whose name begins alike', { origin: '<own>.evil.example' }, 403],
    ['of a port that begins alike', { origin: '<own>0' }, 403],
    ['without an origin', { origin: 'null' }, 403],
    ['that a page of this site links to', { ...mozilla, referer: '<own>/a' }, 200],
    ['that a page of another site links to', { ...mozilla, referer: 'https://evil.example/' }, 403],
    ['whose page has no address', { ...mozilla, referer: 'x' }, 403],
    ['that is told to be of another port', { ...mozilla, 'sec-fetch-site': 'same-site' }, 403],
    ['that is told to be of this site', { ...mozilla, 'sec-fetch-site': 'same-origin' }, 200],
    ['that is told to be of another site', { ...mozilla, 'sec-fetch-site': 'cross-site' }, 403],
    ['of a browser that says nothing', mozilla, 403],
    ['of another client', { 'user-agent': 'app/1' }, 200],
  ] as const)('is good for a POST %s: %o is %i', async (_, sent, status) => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    await browser.signIn();
    const headers = Object.fromEntries(
      Object.entries(sent).map(([name, value]) => [
        name,
        value.replace('<own>', `http://${front.host}`),
      ]),
    );
    expect((await browser.go('/', headers, 'POST')).status).toBe(status);
    expect(front.reached()).toBe(status === 200 ? 1 : 0);
  });
});

describe('below /.auth', () => {
  test('me tells claims and tokens of a session, and is 401 without one', async () => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    expect(await browser.go('/.auth/me')).toMatchObject({ status: 401, body: '' });
    await browser.signIn();
    const answer = await browser.go('/.auth/me');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(answer.body)).toEqual([
      {
        access_token: 'access-1',
        expires_on: expect.stringMatching(/^\d{4}-.*Z$/),
        id_token: expect.stringMatching(/^eyJ/),
        provider_name: 'aad',
        user_claims: expect.arrayContaining([{ typ: 'name', val: 'Ada Example' }]),
        user_id: 'ada@example.com',
      },
    ]);
  });

  test('refresh is 403 where the provider gives no new tokens', async () => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    await browser.signIn();
    front.issuer.answers.set('token', (response) => sendJson(response, { error: 'invalid_grant' }));
    expect((await browser.go('/.auth/refresh')).status).toBe(403);
    front.issuer.answers.clear();
    expect((await browser.go('/.auth/refresh', {}, 'POST')).status).toBe(200);
    expect((await browser.go('/')).status).toBe(200);
  });

  test('logout ends the session here and at the provider, and comes back', async () => {
    const front = await useSecretFront();
    const browser = browserFor(front);
    await browser.signIn();
    const stolen = new Map(browser.cookies);
    const out = await browser.go('/.auth/logout?post_logout_redirect_uri=%2Fbye');
    const url = new URL(out.headers['location']!);
    expect(url.pathname).toBe(`/${tenant}/oauth2/v2.0/logout`);
    const complete = new URL(url.searchParams.get('post_logout_redirect_uri')!);
    expect(complete.origin).toBe(`http://${front.host}`);
    expect(browser.cookies.size).toBe(0);
    const end = await browser.go(complete.pathname + complete.search);
    expect(end).toMatchObject({ status: 302, headers: { location: '/bye' } });

    for (const [name, value] of stolen) browser.cookies.set(name, value);
    expect((await browser.go('/')).status).toBe(401);
    expect((await browser.go('/.auth/logout/complete')).body).toContain('You have signed out.');
  });

  test('logout works where the provider is gone', async () => {
    const front = await useSecretFront();
    front.issuer.close();
    const answer = await front.send('/.auth/logout');
    expect(answer).toMatchObject({ status: 302, headers: { location: '/.auth/logout/complete' } });
  });

  test.each([
    ['/.auth/login/github', 404],
    ['/.auth/login', 404],
    ['/.auth', 404],
    ['/.auth/constructor', 404],
    ['/.AUTH/Me', 401],
    ['/%2eauth/me', 401],
    ['/x/../.auth/me', 401],
    ['/.auth/login/complete', 200],
  ])('%s is %i and never reaches the app', async (path, status) => {
    const front = await useSecretFront(() => ({
      globalValidation: { requireAuthentication: false },
    }));
    expect((await front.send(path)).status).toBe(status);
    expect((await front.send(path, {}, 'PUT')).status).toBe(status === 404 ? 404 : 405);
    expect(front.reached()).toBe(0);
  });

  test('stands for another prefix, and another place to sign out', async () => {
    const front = await useSecretFront((issuer) => ({
      ...login({ routes: { logoutEndpoint: '/bye' } })(issuer),
      httpSettings: { routes: { apiPrefix: '/auth' } },
    }));
    expect((await front.send('/auth/me')).status).toBe(401);
    expect((await front.send('/auth/login/aad')).headers['location']).toContain(
      '%2Fauth%2Flogin%2F',
    );
    expect((await front.send('/bye')).status).toBe(302);
    expect((await front.send('/.auth/me')).headers['www-authenticate']).toBeDefined();
  });
});

knownGap('easy-auth.client-directed', async () => {
  const front = await useSecretFront();
  const answer = await front.send('/.auth/login/aad', {}, 'POST');
  expect(JSON.parse(answer.body)).toHaveProperty('authenticationToken');
});
