import { pkce, SignInBrowser, signInAnswerOf } from '@side-by-side/local-host/testing';
import { describe, expect, test } from 'vitest';
import { type Mode, modes } from './support/servers.ts';
import { useGuardedServers } from './support/guarded-servers.ts';
import { postRpc } from './support/rpc.ts';

/**
 * What VS Code asks for when it signs its user in, in this order.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-mcp-tutorial
 */

const clientId = 'aebc6443-996d-45c2-90f0-388ff96faa56';
const redirectUri = 'http://127.0.0.1:33418/';
const { server, provider } = useGuardedServers();

const get = (url: string | URL) => fetch(url, { headers: { accept: 'application/json' } });

function initialize(mode: Mode, headers: Record<string, string> = {}): Promise<Response> {
  const params = {
    protocolVersion: '2025-06-18',
    capabilities: { roots: { listChanged: true }, sampling: {}, elicitation: {} },
    clientInfo: { name: 'Visual Studio Code', version: '1.106.0' },
  };
  return postRpc(server(mode).url, 'initialize', params, 1, headers);
}

/** A parameter of a challenge. */
function parameterOf(challenge: string, name: string): string {
  return new RegExp(` ${name}="([^"]*)"`).exec(challenge)![1]!;
}

describe.each(modes)('the %s server', (mode) => {
  test('is found, signed in to and initialized in the order of VS Code', async () => {
    // 1. Without a token it is told where to learn more.
    const refused = await initialize(mode);
    expect([refused.status, await refused.text()]).toEqual([401, '']);
    const challenge = refused.headers.get('www-authenticate')!;
    const { origin, pathname } = server(mode).url;
    const metadataUrl = parameterOf(challenge, 'resource_metadata');
    expect(metadataUrl).toBe(`${origin}/.well-known/oauth-protected-resource${pathname}`);

    // 2. The metadata of the server names its identity provider.
    const metadata = await get(metadataUrl);
    expect(metadata.status).toBe(200);
    const { resource, authorization_servers, scopes_supported } = (await metadata.json()) as {
      resource: string;
      authorization_servers: string[];
      scopes_supported: string[];
    };
    expect(resource).toBe(server(mode).url.href);
    expect(authorization_servers).toEqual([provider().issuer]);
    expect(parameterOf(challenge, 'scope')).toBe(scopes_supported.join(' '));

    // 3. That has its own metadata only where OpenID Connect says, after the path.
    const issuer = new URL(authorization_servers[0]!);
    const attempts = [
      `${issuer.origin}/.well-known/oauth-authorization-server${issuer.pathname}`,
      `${issuer.origin}/.well-known/openid-configuration${issuer.pathname}`,
      `${issuer.href}/.well-known/openid-configuration`,
    ];
    const answers = await Promise.all(attempts.map(get));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 200]);
    const configuration = (await answers[2]!.json()) as Record<string, string>;
    expect(configuration['issuer']).toBe(issuer.href);
    expect(configuration).not.toHaveProperty('registration_endpoint');

    // 4. It signs in with its own id, and without a resource.
    const { verifier, challenge: codeChallenge } = pkce();
    const authorize = new URL(configuration['authorization_endpoint']!);
    authorize.search = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
      scope: scopes_supported.join(' '),
      redirect_uri: redirectUri,
      state: 'the-state',
    }).toString();
    const browser = new SignInBrowser(provider());
    const page = await browser.open(authorize.href);
    expect(page.status).toBe(200);
    const back = await browser.signIn(page, 'ada');
    expect(back.status).toBe(302);
    expect(back.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:33418\/\?code=/);
    expect(signInAnswerOf(back).get('state')).toBe('the-state');
    const exchange = await fetch(configuration['token_endpoint']!, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: clientId,
        grant_type: 'authorization_code',
        code: signInAnswerOf(back).get('code')!,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      }),
    });
    expect(exchange.status).toBe(200);
    const tokens = (await exchange.json()) as Record<string, string>;
    expect(tokens['token_type']).toBe('Bearer');

    // 5. With the token the server lets it in.
    const authorization = `Bearer ${tokens['access_token']}`;
    const initialized = await initialize(mode, { authorization });
    expect(initialized.status).toBe(200);
    expect(await initialized.text()).toContain(`"name":"${mode}-server"`);
  });

  test('answers a key in the place of a token as it answers nothing', async () => {
    const { mcp_extension: key } = server(mode).keys.system;
    const refused = await initialize(mode, { 'x-functions-key': key! });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('resource_metadata='),
    ]);
  });
});
