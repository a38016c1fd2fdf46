import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/** Somebody at that identity provider. */
export interface OtherUser {
  readonly oid: string;
  readonly name: string;
}

export interface OtherIssuerOptions {
  readonly tenantId: string;
  /** What tokens are for. */
  readonly audience: string;
  readonly clientIds: readonly string[];
  readonly redirectUrl: string;
  readonly users: Readonly<Record<string, OtherUser>>;
}

/** An identity provider that is not ours. */
export interface OtherIssuer {
  readonly issuer: string;
  /** What a browser does there, from the address that a client sends it to: the address that it comes back to. */
  signIn(url: URL, user: string): Promise<URL>;
  dispose(): Promise<void>;
}

/**
 * Starts oidc-provider, which is certified for OpenID Connect. Only its tokens are made to hold what Entra's hold;
 * it takes the `resource` of RFC 8707, which Entra refuses.
 */
export async function startOtherIssuer(options: OtherIssuerOptions): Promise<OtherIssuer> {
  const { tenantId, audience, clientIds, redirectUrl, users } = options;
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Its metadata is where Entra's is: after the path, and nowhere else.
  const mount = `/${tenantId}/v2.0`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(`${origin}${mount}`, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
    cookies: { keys: ['not a secret'] },
    clients: clientIds.map((client_id) => ({
      client_id,
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [redirectUrl],
    })),
    clientBasedCORS: () => false,
    ttl: {
      AccessToken: 3600,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 600,
      RefreshToken: 3600,
      Session: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          // Here alone: a scope of the provider itself would be asked for again and again.
          scope: `${audience}/user_impersonation`,
          audience,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    interactions: { url: (_, { uid }) => `${mount}/interaction/${uid}` },
    // Nobody is asked for consent.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid offline_access');
      const resource = (oidc.params!['resource'] as string | undefined) ?? audience;
      grant.addResourceScope(resource, `${audience}/user_impersonation`);
      await grant.save();
      return grant;
    },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    extraTokenClaims(_, token) {
      const { accountId = '', clientId } = token as { accountId?: string; clientId: string };
      const { oid, name } = users[accountId]!;
      return {
        ver: '2.0',
        tid: tenantId,
        oid,
        preferred_username: name,
        azp: clientId,
        scp: 'user_impersonation',
      };
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const path = request.url!;
    if (!path.startsWith(`${mount}/`)) return void response.writeHead(404).end();
    const inside = path.slice(mount.length);
    if (inside.startsWith('/interaction/')) {
      const accountId = new URL(path, origin).searchParams.get('user');
      if (accountId === null) return void response.writeHead(200).end('Who are you?');
      const result = { login: { accountId }, consent: {} };
      return void provider.interactionFinished(request, response, result);
    }
    Object.assign(request, { originalUrl: path, url: inside });
    void answer(request, response);
  });
  return {
    issuer: provider.issuer,
    signIn: (url, user) => browse(url, user, redirectUrl),
    dispose: () => close(server),
  };
}

/** Follows redirects with cookies, and says who it is where it is asked. */
async function browse(start: URL, user: string, redirectUrl: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let steps = 0; steps < 10; steps++) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      cookies.set(name!, value!);
    }
    const location = response.headers.get('location');
    if (location === null) {
      if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
      url = new URL(url);
      url.searchParams.set('user', user);
      continue;
    }
    url = new URL(location, url);
    if (url.href.startsWith(redirectUrl)) return url;
  }
  throw new Error(`The sign-in does not end: ${url.href}`);
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
