import { pkce, SignInBrowser, signInAnswerOf } from '@side-by-side/local-host/testing';
import { catalogue } from '@side-by-side/tools';
import { describe, expect, test } from 'vitest';
import { modes } from './support/servers.ts';
import { useGuardedServers } from './support/guarded-servers.ts';
import { VsCode, vsCodeId, vsCodeRedirect, vsCodeVisit } from './support/vs-code.ts';

/** Sign-in as VS Code does it, with its requests in their order: here, and as it does at Entra ID. */

const { server, provider, signIn } = useGuardedServers();

const redeem = (endpoint: unknown, form: Readonly<Record<string, string>>) =>
  fetch(String(endpoint), {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(form),
  });

describe.each(modes)('the %s server', (mode) => {
  test('is found, signed in to and listed in the order of VS Code', async () => {
    const { url } = server(mode);
    const vsCode = new VsCode(url);

    // 1. Without a token it is told where to learn more.
    const refused = await vsCode.initialize();
    expect(await refused.text()).toBe('');
    const found = await vsCode.discover(refused);
    const issuer = new URL(provider().issuer);
    expect(vsCode.requests).toEqual([
      `POST ${url.href} 401`,
      `GET ${url.origin}/.well-known/oauth-protected-resource${url.pathname} 200`,
      `GET ${issuer.origin}/.well-known/oauth-authorization-server${issuer.pathname} 404`,
      `GET ${issuer.origin}/.well-known/openid-configuration${issuer.pathname} 404`,
      `GET ${issuer.href}/.well-known/openid-configuration 200`,
    ]);
    expect(found).toMatchObject({ authorizationServer: issuer.href, resource: url.href });
    expect(found.scopes).toEqual([`${signIn(mode).identifierUri}/user_impersonation`]);
    // So it needs the client id of mcp.json, or asks for one.
    expect(found.metadata).toMatchObject({ issuer: issuer.href });
    expect(found.metadata).not.toHaveProperty('registration_endpoint');

    // 2. It signs in with a resource, as the issuer is not Microsoft's.
    const { verifier, challenge } = pkce();
    const visit = vsCodeVisit(found, challenge);
    const browser = new SignInBrowser(provider());
    const back = await browser.signIn(await browser.open(visit.href), 'ada');
    expect(back.status).toBe(302);
    expect(back.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:33418\/\?code=/);
    expect(signInAnswerOf(back).get('state')).toBe(visit.searchParams.get('state'));
    const exchange = await redeem(found.metadata['token_endpoint'], {
      client_id: vsCodeId,
      grant_type: 'authorization_code',
      code: signInAnswerOf(back).get('code')!,
      redirect_uri: vsCodeRedirect,
      code_verifier: verifier,
      resource: found.resource!,
    });
    expect(exchange.status).toBe(200);
    const tokens = (await exchange.json()) as Record<string, string>;
    expect(tokens['token_type']).toBe('Bearer');

    // 3. With the token the server lets it in.
    const token = { Authorization: `Bearer ${tokens['access_token']}` };
    const initialized = await vsCode.initialize(token);
    expect(await initialized.text()).toContain(`"name":"${mode}-server"`);
    await vsCode.backchannel(token);
    await vsCode.post({ method: 'notifications/initialized' }, token);
    const tools = await vsCode.list('tools/list', token);
    const { name } = catalogue.tools[0]!.description;
    expect(await tools.text()).toContain(`"name":"${name}"`);
    await vsCode.close(token);
    expect(vsCode.requests.slice(5)).toEqual([
      `POST ${url.href} 200`,
      `GET ${url.href} 405`,
      `POST ${url.href} 202`,
      `POST ${url.href} 200`,
      // Only the extension names a session, which then is to be ended.
      ...(mode === 'extension' ? [`DELETE ${url.href} 405`] : []),
    ]);
  });

  test('lets in whom VS Code signs in as at Entra ID: with a Microsoft account, without a resource', async () => {
    const vsCode = new VsCode(server(mode).url);
    const found = await vsCode.discover(await vsCode.initialize());
    const { verifier, challenge } = pkce();
    const scope = [...found.scopes, 'openid', 'profile', 'offline_access'].join(' ');
    const redirect = 'http://localhost:49152';
    const visit = new URL(String(found.metadata['authorization_endpoint']));
    visit.search = new URLSearchParams({
      client_id: vsCodeId,
      scope,
      redirect_uri: redirect,
      response_mode: 'query',
      response_type: 'code',
      'x-client-SKU': 'msal.js.node',
      client_info: '1',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      prompt: 'select_account',
    }).toString();
    const browser = new SignInBrowser(provider());
    const back = await browser.signIn(await browser.open(visit.href), 'ada');
    const exchange = await redeem(found.metadata['token_endpoint'], {
      client_id: vsCodeId,
      grant_type: 'authorization_code',
      code: signInAnswerOf(back).get('code')!,
      redirect_uri: redirect,
      code_verifier: verifier,
      scope,
      client_info: '1',
    });
    const tokens = (await exchange.json()) as Record<string, string>;
    expect(tokens['refresh_token']).toBeTruthy();
    const token = { Authorization: `Bearer ${tokens['access_token']}` };
    expect((await vsCode.initialize(token)).status).toBe(200);
  });

  test('answers a key in the place of a token as it answers nothing', async () => {
    const { mcp_extension: key } = server(mode).keys.system;
    const refused = await new VsCode(server(mode).url, { 'x-functions-key': key! }).initialize();
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('resource_metadata='),
    ]);
  });
});

describe('in auth mode key', () => {
  const keyed = useGuardedServers({ authMode: 'key' });

  test.each(modes)(
    'a wrong key makes VS Code look for an identity provider of the %s server, and find none',
    async (mode) => {
      const { url } = keyed.server(mode);
      const vsCode = new VsCode(url, { 'x-functions-key': 'wrong' });
      const found = await vsCode.discover(await vsCode.initialize());
      // Which is why it asks its user for a client id then.
      expect(found.metadata).toHaveProperty('registration_endpoint', `${url.origin}/register`);
      const [first, ...rest] = vsCode.requests;
      expect(first).toBe(`POST ${url.href} 401`);
      expect(rest).toHaveLength(5);
      for (const request of rest) expect(request).toMatch(/ (?:401|404)$/);
    },
  );
});
