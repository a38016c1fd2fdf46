import type { Credential, KeyKind } from '../../scripts/docs/authorization/credentials.ts';
import type { Endpoint } from '../../scripts/docs/authorization/endpoints.ts';
import type { Outcome } from '../../scripts/docs/authorization/predict.ts';
import { headersOf } from '../support/callers.ts';
import type { GuardedServer } from '../support/guarded-servers.ts';
import type { AskedServer } from './tokens.ts';

/** Whom the headers of those name who claim to be somebody. */
export const impostor = {
  oid: 'dddddddd-0000-4000-8000-00000000000d',
  tid: 'dddddddd-0000-4000-8000-0000000000dd',
  preferred_username: 'mallory@example.com',
  azp: 'aebc6443-996d-45c2-90f0-388ff96faa56',
  scp: 'user_impersonation',
  roles: ['Mcp.Invoke'],
};

/** The headers that only the platform may send, for the impostor. */
export function impostorHeaders(): Record<string, string> {
  const { Authorization: token, ...claimed } = headersOf(impostor);
  return { ...claimed, 'X-MS-TOKEN-AAD-ACCESS-TOKEN': token!.replace('Bearer ', '') };
}

/** What came of a request, in the terms of the matrix. */
export type Observed = Omit<Outcome, 'because'>;

/** Asks a server for an endpoint, with a credential. */
export async function ask(
  server: AskedServer,
  endpoint: Endpoint,
  credential: Credential,
): Promise<Observed> {
  const url = new URL(endpoint.path.replace('{mcp}', server.url.pathname), server.url);
  const headers = new Headers({ accept: 'application/json, text/event-stream' });
  if (credential.key) {
    const key = keyOf(server, credential.key);
    if (credential.keyIn === 'query') url.searchParams.set('code', key);
    else headers.set('x-functions-key', key);
  }
  if (credential.token) {
    headers.set('authorization', `Bearer ${await server.tokens(credential.token.id)}`);
  }
  if (credential.spoofs) {
    for (const [name, value] of Object.entries(impostorHeaders())) headers.set(name, value);
  }
  const leave = new AbortController();
  const response = await fetch(url, {
    headers,
    signal: leave.signal,
    redirect: 'manual',
    ...(endpoint.rpc && post(headers, endpoint.rpc)),
  });
  const body = await textOf(response, endpoint.id === 'sse');
  leave.abort();
  return observe(server, endpoint, url, response, body);
}

function post(headers: Headers, method: NonNullable<Endpoint['rpc']>): RequestInit {
  headers.set('content-type', 'application/json');
  const params =
    method === 'tools/call'
      ? { name: 'seen', arguments: {} }
      : {
          protocolVersion: '2025-06-18',
          capabilities: {},
          clientInfo: { name: 'matrix', version: '1.0.0' },
        };
  return { method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }) };
}

/** Of a stream that stays open only what comes first. */
async function textOf(response: Response, isStream: boolean): Promise<string> {
  if (!isStream || !response.ok) return response.text();
  const first = await response.body!.getReader().read();
  return new TextDecoder().decode(first.value);
}

/** The keys are named alike for both servers, and open different things. */
function keyOf({ mode, keys }: GuardedServer, kind: KeyKind): string {
  const [system, host] = [keys.system['mcp_extension']!, keys.host['default']!];
  switch (kind) {
    case 'wrong':
      return 'A'.repeat(host.length);
    case 'own':
      return mode === 'extension' ? system : host;
    case 'other-level':
      return mode === 'extension' ? host : system;
    case 'master':
      return keys.master;
  }
}

function observe(
  server: GuardedServer,
  endpoint: Endpoint,
  url: URL,
  response: Response,
  body: string,
): Observed {
  const challenge = challengeOf(response, url);
  const caller = endpoint.id === 'call' && response.ok ? callerOf(body, server) : undefined;
  return {
    status: response.status,
    ...(challenge && { challenge }),
    reached: cameFromServer(server, endpoint, response, body),
    ...(caller && { caller }),
  };
}

/** @throws Error for one that no part of Azure is known to send */
function challengeOf({ headers }: Response, url: URL): Outcome['challenge'] {
  const header = headers.get('www-authenticate');
  if (header === null) return undefined;
  if (header === 'Bearer') return 'bearer';
  if (header === 'Bearer error="invalid_token"') return 'invalid-token';
  const parameters = new Map(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const path = url.pathname === '/' ? '' : url.pathname;
  const leadsToMetadata =
    parameters.get('resource_metadata') ===
    `${url.origin}/.well-known/oauth-protected-resource${path}`;
  const namesScope = /^api:\/\/\S+\/user_impersonation$/.test(parameters.get('scope') ?? '');
  if (leadsToMetadata && namesScope && parameters.get('realm') === url.host) return 'sign-in';
  throw new Error(`An unknown challenge: ${header}`);
}

/**
 * Whether the MCP server has answered. What stands before it answers with nothing, save three pages of its own, which
 * are known by what is in them; that no tool was called in secret, the test sees by the server's log.
 * @throws Error for an answer that is nobody's
 */
function cameFromServer(
  { mode }: GuardedServer,
  endpoint: Endpoint,
  response: Response,
  body: string,
): boolean {
  switch (endpoint.id) {
    case 'call':
    case 'initialize':
      return body !== '' && /"result":/.test(body);
    case 'sse':
      return body.startsWith('event: endpoint');
    case 'get':
      return response.status === 405;
    case 'healthz':
      return body === '{"status":"ok"}';
    default:
      if (body === '' || isPageOfHost(body)) return false;
      if (mode === 'self-hosted' && body === 'Not found') return true;
      throw new Error(`Nobody answers so: ${body.slice(0, 100)}`);
  }
}

/** The metadata, the status and the home page. */
function isPageOfHost(body: string): boolean {
  return /^\{"resource":|^\{"id":"[^"]+","state":"Running"|^<!DOCTYPE html>/.test(body);
}

function callerOf(body: string, { mode }: GuardedServer): Outcome['caller'] {
  const json = body.startsWith('{') ? body : /^data: (.*)$/m.exec(body)![1]!;
  const { result } = JSON.parse(json) as {
    result: { structuredContent?: { caller: { name?: string; id: string } | null } };
  };
  if (!result.structuredContent) throw new Error(`The ${mode} server tells no caller: ${body}`);
  const { caller } = result.structuredContent;
  if (!caller) return 'nobody';
  if (caller.name === 'ada@contoso.example') return 'ada';
  if (caller.name === undefined) return 'an app';
  throw new Error(`Nobody is called ${caller.name}.`);
}
