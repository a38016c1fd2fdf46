import { createHash, type KeyObject, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';
import { readBody } from '../../../http.ts';

export const tenant = '11111111-1111-4111-8111-111111111111';
export const clientId = '22222222-2222-4222-8222-222222222222';
/** A client that may call. */
export const caller = '33333333-3333-4333-8333-333333333333';
export const audience = `api://${tenant}/app`;

/** Made once for a file: it takes a while. */
const keyPair = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Claims; those that are undefined are left out. */
export type Changes = Readonly<Record<string, unknown>>;

/** A small identity provider for one test. */
export interface TestIssuer {
  /** Its issuer, with a tenant in the path as Entra has it. */
  readonly issuer: string;
  readonly publicKey: KeyObject;
  /** A token that holds, with these claims changed; undefined takes one away. */
  token(claims?: Changes, key?: KeyObject, header?: object): Promise<string>;
  /** What the next answers are, by the end of their paths, in the place of the real ones. */
  readonly answers: Map<string, (response: ServerResponse) => void>;
  /** The bodies that the token endpoint got. */
  readonly tokenRequests: URLSearchParams[];
  /** What the next authorization says of the user. */
  readonly user: Record<string, unknown>;
  readonly requests: string[];
  close(): void;
}

/** Claims as Entra puts them into version 2 tokens. */
export function entraClaims(issuer: string, changes: Changes = {}): Changes {
  const now = Math.floor(Date.now() / 1_000);
  return {
    aud: clientId,
    iss: issuer,
    iat: now,
    nbf: now,
    exp: now + 3_600,
    azp: caller,
    azpacr: '0',
    name: 'Ada Example',
    oid: '44444444-4444-4444-8444-444444444444',
    preferred_username: 'ada@example.com',
    scp: 'user_impersonation',
    sub: 'subject',
    tid: tenant,
    ver: '2.0',
    ...changes,
  };
}

/** Starts an identity provider on this machine, for the time of the test. */
export async function useIssuer(): Promise<TestIssuer> {
  const answers: TestIssuer['answers'] = new Map();
  const tokenRequests: URLSearchParams[] = [];
  const requests: string[] = [];
  const user: Record<string, unknown> = {};
  const codes = new Map<string, URLSearchParams>();
  const server = createServer((request, response) => {
    requests.push(request.url!);
    serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${tenant}/v2.0`;

  const sign = (claims: Changes, key = keyPair.privateKey, header: object = {}) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'test', ...header })
      .sign(key);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, issuer);
    const name = url.pathname.split('/').at(-1)!;
    const answer = answers.get(name);
    if (answer) return answer(response);
    const base = issuer.replace(/\/v2\.0$/, '/oauth2/v2.0');
    if (url.pathname.endsWith('/v2.0/.well-known/openid-configuration')) {
      return sendJson(response, {
        issuer,
        authorization_endpoint: `${base}/authorize`,
        token_endpoint: `${base}/token`,
        end_session_endpoint: `${base}/logout`,
        jwks_uri: `${base}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    if (name === 'keys') {
      // Without `alg`, as Entra's are.
      const key = { ...(await exportJWK(keyPair.publicKey)), kid: 'test', use: 'sig' };
      return sendJson(response, { keys: [key] });
    }
    if (name === 'authorize') {
      const code = `code-${codes.size}`;
      codes.set(code, url.searchParams);
      const target = new URL(url.searchParams.get('redirect_uri')!);
      target.searchParams.set('code', code);
      target.searchParams.set('state', url.searchParams.get('state')!);
      response.writeHead(302, { Location: target.href }).end();
      return;
    }
    if (name === 'token') {
      const body = new URLSearchParams((await readBody(request, 100_000)).toString());
      tokenRequests.push(body);
      return sendJson(response, await tokensFor(body));
    }
    response.writeHead(404).end();
  }

  async function tokensFor(body: URLSearchParams): Promise<object> {
    const asked = codes.get(body.get('code') ?? '');
    if (asked) {
      const made = createHash('sha256').update(body.get('code_verifier')!).digest('base64url');
      if (made !== asked.get('code_challenge')) return { error: 'invalid_grant' };
    }
    const { azp: _, scp: __, ...claims } = entraClaims(issuer);
    const nonce = asked?.get('nonce');
    const id = { ...claims, ...(nonce && { nonce }), ...user };
    return {
      token_type: 'Bearer',
      access_token: `access-${tokenRequests.length}`,
      expires_in: 3_600,
      refresh_token: 'refresh',
      id_token: await sign(id),
    };
  }

  return {
    issuer,
    publicKey: keyPair.publicKey,
    token: (changes = {}, key = keyPair.privateKey, header = {}) =>
      sign(entraClaims(issuer, changes), key, header),
    answers,
    tokenRequests,
    user,
    requests,
    close,
  };
}

export function sendJson(response: ServerResponse, value: object): void {
  const status = 'error' in value ? 400 : 200;
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}
