import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { browserFor } from './testing/browser.ts';
import { headersOf, principalOf, providerWith, useSecretFront } from './testing/front.ts';
import { clientId, sendJson, tenant } from './testing/issuer.ts';
import { passTime } from './testing/pass-time.ts';

verifies(
  'easy-auth.sign-in',
  'easy-auth.sign-in-answer',
  'easy-auth.redirects',
  'easy-auth.cookie-names',
  'easy-auth.https',
);

test('after signing in a browser goes to a place of this host, however that is written', async () => {
  const front = await useSecretFront();
  for (const place of ['page', `//${front.host}/page`, `http://${front.host}/page`]) {
    const asked = encodeURIComponent(place);
    const back = await browserFor(front).signIn(`?post_login_redirect_uri=${asked}`);
    expect([place, back.headers['location']]).toEqual([place, '/page']);
  }
});

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
