import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import {
  answerOf,
  appId,
  appRedirect,
  appScope,
  Browser,
  editorId,
  editorRedirect,
  hiddenFieldsOf,
  pkce,
  registration,
  useProvider,
} from './testing/browser.ts';

verifies(
  'entra.resource-mismatch',
  'entra.resource-of-editor',
  'entra.resource-not-found',
  'entra.scope-not-found',
  'entra.scope-not-found-early',
  'entra.redirect-mismatch',
  'entra.consent',
  'entra.pkce',
);

const web = {
  client_id: appId,
  redirect_uri: appRedirect,
  scope: 'openid profile email User.Read',
  code_challenge: undefined,
  code_challenge_method: undefined,
};

test('a user is chosen on a page, and the browser goes back with a code and the state', async () => {
  const provider = await useProvider();
  const browser = new Browser(provider);
  const page = await browser.authorize();
  expect([page.status, page.headers.get('content-type')]).toEqual([
    200,
    'text/html; charset=utf-8',
  ]);
  const back = await browser.signIn(page);
  expect(back.status).toBe(302);
  expect(back.headers.get('location')).toMatch(/^http:\/\/localhost:40123\/\?code=/);
  expect(answerOf(back).get('state')).toBe('the-state');
  expect(back.headers.get('set-cookie')).toContain(
    `; Path=/${provider.tenantId}; HttpOnly; SameSite=Lax`,
  );
});

test('who has signed in is not asked again, unless the client wants it or expects somebody else', async () => {
  const browser = new Browser(await useProvider());
  await browser.code();
  const statusWith = async (parameters: Record<string, string>) =>
    (await browser.authorize(parameters)).status;
  expect(await statusWith({})).toBe(302);
  expect(await statusWith({ prompt: 'none', login_hint: 'ada@contoso.example' })).toBe(302);
  expect(await statusWith({ prompt: 'login' })).toBe(200);
  expect(await statusWith({ prompt: 'select_account' })).toBe(200);
  const page = await (await browser.authorize({ login_hint: 'ben@contoso.example' })).text();
  expect(page.indexOf('Ben Sample')).toBeLessThan(page.indexOf('Ada Sample'));
});

test('after a sign-out the user is asked again, and comes back only to an address of an app', async () => {
  const browser = new Browser(await useProvider());
  await browser.code();
  const signOut = (target: string) =>
    browser.open(`oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent(target)}`);
  const before = browser.cookie!;
  const back = await signOut('http://localhost:7071/.auth/logout/complete');
  expect(back.headers.get('location')).toBe('http://localhost:7071/.auth/logout/complete');
  browser.cookie = before;
  expect((await browser.authorize()).status).toBe(200);
  const stays = await signOut('http://evil.example/');
  expect([stays.status, stays.headers.get('location')]).toEqual([200, null]);
});

test('somebody from elsewhere without an account is refused, on a page', async () => {
  const browser = new Browser(await useProvider());
  const refused = await browser.signIn(await browser.authorize(), 'olu');
  expect([refused.status, browser.cookie]).toEqual([400, undefined]);
  expect(await refused.text()).toContain('AADSTS50020');
});

describe('an error that the client must not hear is a page', () => {
  test.each([
    ['no client', { client_id: undefined }, 900144],
    ['an unknown client', { client_id: '00000000-0000-0000-0000-000000000001' }, 700016],
    ['no redirect URI', { redirect_uri: undefined }, 900144],
    ['another path', { redirect_uri: `${editorRedirect}x` }, 50011],
    ['another host', { redirect_uri: 'http://127.0.0.1.evil.example:40123/' }, 50011],
    ['user information', { redirect_uri: 'http://127.0.0.1:1@evil.example/' }, 50011],
    ['a secure loopback', { redirect_uri: 'https://127.0.0.1:40123/' }, 50011],
    ['a fragment', { redirect_uri: 'http://127.0.0.1:40123/#' }, 50011],
    ['another site', { redirect_uri: 'https://vscode.dev/redirect?x' }, 50011],
  ])('%s', async (_, parameters, code) => {
    const answer = await new Browser(await useProvider()).authorize(parameters);
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.text()).toContain(`AADSTS${code}: `);
  });

  test('while the port of a loopback address is free', async () => {
    const browser = new Browser(await useProvider());
    const redirects = [
      'http://127.0.0.1:33418',
      'http://127.0.0.1/',
      'http://localhost:1',
      'https://vscode.dev/redirect',
    ];
    const answers = redirects.map((redirect_uri) => browser.authorize({ redirect_uri }));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

describe('other errors go to the client', () => {
  test.each([
    ['no response type', { response_type: undefined }, 'invalid_request', 900144],
    ['a token', { response_type: 'token' }, 'unsupported_response_type', 700054],
    ['an id token', { response_type: 'code id_token' }, 'unsupported_response_type', 700054],
    ['an odd mode', { response_mode: 'web_message' }, 'unsupported_response_mode', 70007],
    ['no scope', { scope: undefined }, 'invalid_request', 900144],
    ['an unknown resource', { scope: 'https://app.example/x' }, 'invalid_resource', 500011],
    ['an unknown scope', { scope: 'api://tenant/server/x' }, 'invalid_client', 650053],
    ['a scope alone', { scope: 'mcp.read' }, 'invalid_client', 650053],
    ['a resource', { resource: 'http://localhost:7071/mcp' }, 'invalid_target', 9010010],
    ['no PKCE', { code_challenge: undefined }, 'invalid_request', 9002325],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request', 90100],
    ['PKCE without a method', { code_challenge_method: undefined }, 'invalid_request', 90100],
    ['no session', { prompt: 'none' }, 'login_required', 50058],
  ])('%s', async (_, parameters, error, code) => {
    const answer = await new Browser(await useProvider()).authorize(parameters);
    expect(answer.status).toBe(302);
    const told = answerOf(answer);
    expect([told.get('error'), told.get('state')]).toEqual([error, 'the-state']);
    expect(told.get('error_description')).toMatch(
      new RegExp(`^AADSTS${code}: .* Trace ID: .* Timestamp: `),
    );
  });

  test('a parameter that is there twice', async () => {
    const browser = new Browser(await useProvider());
    const url = new URL((await browser.authorize()).url);
    url.searchParams.append('scope', 'openid');
    const told = answerOf(await browser.open(url.href));
    expect(told.get('error_description')).toContain('AADSTS9000411');
  });
});

test('a resource that is an identifier URI passes, and any does when that is not checked', async () => {
  const resource = 'https://mcp.example/mcp';
  const custom = { ...registration, identifierUris: [resource] };
  const strict = new Browser(await useProvider({ registrations: [custom] }));
  const parameters = { resource, scope: `${resource}/user_impersonation` };
  expect((await strict.authorize(parameters)).status).toBe(200);
  const lax = new Browser(await useProvider({ strictResource: false }));
  expect((await lax.authorize({ resource })).status).toBe(200);
});

// The second where the first port is taken, as by a sign-in at the other server.
test.each(['http://127.0.0.1:33418/', 'http://127.0.0.1:49152/', 'https://vscode.dev/redirect'])(
  'the resource that Visual Studio Code sends with %s passes, with the code and later too',
  async (redirect_uri) => {
    const browser = new Browser(await useProvider());
    const { verifier, challenge } = pkce();
    const resource = 'http://localhost:7071/mcp';
    const code = await browser.code({
      redirect_uri,
      resource,
      code_challenge: challenge,
      scope: `${appScope} offline_access`,
    });
    const form = {
      grant_type: 'authorization_code',
      client_id: editorId,
      code,
      redirect_uri,
      code_verifier: verifier,
      resource,
    };
    const tokens = await browser.token(form);
    expect(tokens.status).toBe(200);
    let token = tokens.body['refresh_token'] as string;
    for (const time of ['the first time', 'the second time']) {
      const refreshed = await browser.token({
        grant_type: 'refresh_token',
        client_id: editorId,
        refresh_token: token,
        resource,
      });
      expect([time, refreshed.status]).toEqual([time, 200]);
      token = refreshed.body['refresh_token'] as string;
    }
  },
);

describe('a client that is not pre-authorised', () => {
  const registrations = [{ ...registration, preAuthorizedClientIds: [] }];

  test('gets its code when the user accepts, who is asked once', async () => {
    const browser = new Browser(await useProvider({ registrations }));
    const page = await browser.signIn(await browser.authorize());
    expect(page.status).toBe(200);
    const back = await browser.press(page, 'decision', 'accept');
    expect(answerOf(back).get('code')).toBeTruthy();
    expect((await browser.authorize({ prompt: 'none' })).status).toBe(302);
    expect(answerOf(await browser.authorize()).get('code')).toBeTruthy();
    expect((await browser.authorize({ prompt: 'consent' })).status).toBe(200);
  });

  test('hears when the user declines, or may not be asked', async () => {
    const browser = new Browser(await useProvider({ registrations }));
    const page = await browser.signIn(await browser.authorize());
    const silent = answerOf(await browser.authorize({ prompt: 'none' }));
    expect(silent.get('error')).toBe('consent_required');
    expect(silent.get('error_description')).toContain('AADSTS65001');
    const back = answerOf(await browser.press(page, 'decision', 'decline'));
    expect([back.get('error'), back.get('code')]).toEqual(['access_denied', null]);
    expect(back.get('error_description')).toContain('AADSTS65004');
  });

  test('cannot consent for a browser without a session', async () => {
    const browser = new Browser(await useProvider({ registrations }));
    const page = await browser.signIn(await browser.authorize());
    browser.cookie = undefined;
    const back = answerOf(await browser.press(page, 'decision', 'accept'));
    expect([back.get('error'), back.get('code')]).toEqual(['login_required', null]);
  });
});

describe('web sign-in of a registration', () => {
  test('gets an id token and a code by a form that sends itself', async () => {
    const provider = await useProvider({ graphConsent: 'granted' });
    const browser = new Browser(provider);
    const page = await browser.authorize({
      ...web,
      response_type: 'code id_token',
      response_mode: 'form_post',
      nonce: 'the-nonce',
    });
    const text = await (await browser.signIn(page, 'ben')).text();
    expect(text).toContain(`<form method="post" action="${appRedirect}">`);
    const { id_token, code, state } = Object.fromEntries(hiddenFieldsOf(text));
    expect([state, code]).toEqual(['the-state', expect.any(String)]);
    expect(decodeJwt(id_token!)).toMatchObject({
      aud: appId,
      iss: provider.issuer,
      nonce: 'the-nonce',
      preferred_username: 'ben@contoso.example',
      email: 'ben@contoso.example',
      roles: ['Mcp.Invoke'],
      c_hash: expect.any(String),
    });
  });

  test('asks for a nonce with an id token, and never puts that into a query', async () => {
    const browser = new Browser(await useProvider());
    const ask = async (parameters: Record<string, string>) =>
      answerOf(await browser.authorize({ ...web, response_type: 'id_token', ...parameters })).get(
        'error_description',
      );
    expect(await ask({})).toContain(
      "AADSTS900144: The request body must contain the following parameter: 'nonce'",
    );
    expect(await ask({ nonce: 'n', response_mode: 'query' })).toContain('AADSTS70007');
  });

  test('cannot ask for a token to itself by anything but its id', async () => {
    const browser = new Browser(await useProvider());
    const told = answerOf(await browser.authorize({ ...web, scope: appScope }));
    expect(told.get('error_description')).toContain('AADSTS90009');
    const scope = `${appId}/.default`;
    expect((await browser.authorize({ ...web, scope })).status).toBe(200);
  });
});
