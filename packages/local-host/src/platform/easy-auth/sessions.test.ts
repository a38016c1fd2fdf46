import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { browserFor } from './testing/browser.ts';
import { headersOf, secretSetting, useSecretFront, withLogin } from './testing/front.ts';
import { sendJson } from './testing/issuer.ts';
import { passTime } from './testing/pass-time.ts';

verifies(
  'easy-auth.session',
  'easy-auth.session-place',
  'easy-auth.token-headers',
  'easy-auth.cross-site',
  'easy-auth.cross-site-strict',
);

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
      withLogin({ cookieExpiration: { timeToExpiration: '01:00:00' } }),
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
      withLogin({ cookieExpiration: { convention: 'identityProviderDerived' } }),
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
    const front = await useSecretFront(withLogin({ tokenStore: { enabled: false } }));
    const browser = browserFor(front);
    await browser.signIn();
    const headers = headersOf(await browser.go('/'));
    expect(headers['x-ms-client-principal-id']).toBeDefined();
    expect(Object.keys(headers).filter((name) => name.startsWith('x-ms-token'))).toEqual([]);
    expect((await browser.go('/.auth/me')).status).toBe(404);
    expect((await browser.go('/.auth/refresh')).status).toBe(403);
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

  test.each([
    ['https://pages.example', 200],
    ['https://pages.example.evil.example', 403],
    ['http://pages.example', 403],
    ['null', 403],
  ])('is good for pages of the sites that browsers may be sent to: %s', async (origin, status) => {
    const front = await useSecretFront(
      withLogin({
        allowedExternalRedirectUrls: ['https://pages.example/start', 'no URL', 'app:x'],
      }),
    );
    const browser = browserFor(front);
    await browser.signIn();
    expect((await browser.go('/', { origin }, 'POST')).status).toBe(status);
    const referer = `${origin}/a`;
    expect((await browser.go('/', { ...mozilla, referer }, 'PUT')).status).toBe(status);
  });
});
