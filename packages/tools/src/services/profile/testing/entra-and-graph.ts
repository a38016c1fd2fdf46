import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestPolicy } from '../token-exchange.ts';

/** How something answers, where not with success. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** It says nothing more, and keeps the connection. */
  readonly hangs?: boolean;
}

/** How each part answers; left out for success. */
export interface Script {
  readonly identity?: Answer;
  /** By the object id of whose token is exchanged. */
  readonly entra?: (oid: string) => Answer | undefined;
  readonly graph?: (oid: string) => Answer | undefined;
}

export interface EntraAndGraph {
  readonly url: string;
  /** The client id of the managed identity. */
  readonly identityId: string;
  /** Sends requests for Entra here. */
  readonly policy: RequestPolicy;
  /** What came: `identity`, `entra` or `graph`. */
  readonly requests: readonly string[];
  /** Resolves when a client has gone before its answer came. */
  readonly gone: Promise<void>;
  /**
   * Forgets what came, and answers by another script. The identity is another one too, as the library keeps its tokens
   * for the process; where its endpoint is, too, so that a process can have one server only.
   */
  follow(script: Script): void;
  close(): Promise<void>;
}

export const registration = 'b1a50000-0000-4000-8000-00000000c11e';
export const tenant = '5f1a0000-0000-4000-8000-000000000001';
const endpointSecret = 'secret-of-the-identity-endpoint';

/** What the platform tells an app, with the endpoint of its managed identity here. */
export function environmentOf({ url, identityId }: EntraAndGraph): Record<string, string> {
  return {
    ENABLE_GRAPH_PROFILE: 'true',
    WEBSITE_AUTH_CLIENT_ID: registration,
    WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenant,
    OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityId,
    WEBSITE_HOSTNAME: 'app-self-hosted.azurewebsites.net',
    IDENTITY_ENDPOINT: `${url}/msi/token`,
    IDENTITY_HEADER: endpointSecret,
  };
}

/** A refusal of Entra, in the shape in which its token endpoint writes one. */
export function entraError(
  error: string,
  code: number,
  description: string,
  more: Readonly<Record<string, string>> = {},
): Answer {
  const [trace, correlation] = [
    '0000aaaa-11bb-cccc-dd22-eeeeee333333',
    'aaaa0000-bb11-2222-33cc-444444dddddd',
  ];
  const timestamp = '2026-11-20 12:00:00Z';
  return {
    status: 400,
    body: {
      error,
      error_description: `AADSTS${code}: ${description} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      ...more,
    },
  };
}

/** A refusal of Microsoft Graph. */
export function graphError(
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const id = 'bbbb1111-cc22-3333-44dd-555555eeeeee';
  const innerError = { date: '2026-11-20T12:00:00', 'request-id': id, 'client-request-id': id };
  return { status, headers, body: { error: { code, message: `It is ${code}.`, innerError } } };
}

/**
 * The endpoint of a managed identity, the token endpoint of Entra and Microsoft Graph in one. Each checks what it is
 * asked as the real one does, and knows only what those before it have issued.
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 * @see https://learn.microsoft.com/graph/api/user-get
 */
export async function startEntraAndGraph(): Promise<EntraAndGraph> {
  let script: Script = {};
  let identityId = randomUUID();
  let requests: string[] = [];
  let gone = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    response.on('close', () => !response.writableFinished && gone.resolve());
    void answer(request).then((given) => send(response, given));
  });

  async function answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url!, 'http://localhost');
    const body = new URLSearchParams((await request.toArray()).join(''));
    if (url.pathname === '/msi/token') {
      requests.push('identity');
      return script.identity ?? answerIdentity(url, request, identityId);
    }
    if (url.pathname === '/v1.0/me') {
      requests.push('graph');
      return answerMe(url, request, script);
    }
    if (request.headers['x-meant-for'] !== 'login.microsoftonline.com') return { status: 404 };
    if (url.pathname !== `/${tenant}/oauth2/v2.0/token`) {
      requests.push(`unexpected: ${url.pathname}`);
      return { status: 404 };
    }
    requests.push('entra');
    return answerToken(body, script, identityId);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    get identityId() {
      return identityId;
    },
    policy: elsewhere(url),
    get requests() {
      return requests;
    },
    get gone() {
      return gone.promise;
    },
    follow(another) {
      script = another;
      identityId = randomUUID();
      requests = [];
      gone = Promise.withResolvers<void>();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, { status, body, headers = {}, hangs }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  if (hangs) response.flushHeaders();
  else response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Leads a request to such a server, which is told whom it was meant for. */
export function elsewhere(base: string): RequestPolicy {
  return {
    name: 'elsewhere',
    sendRequest: async (request, next) => {
      const { host, pathname, search } = new URL(request.url);
      request.url = base + pathname + search;
      request.headers.set('x-meant-for', host);
      request.allowInsecureConnection = true;
      return next(request);
    },
  };
}

function answerIdentity(
  { searchParams }: URL,
  { headers }: IncomingMessage,
  identityId: string,
): Answer {
  const right =
    headers['x-identity-header'] === endpointSecret &&
    searchParams.get('api-version') === '2019-08-01' &&
    searchParams.get('client_id') === identityId;
  if (!right) {
    const message = 'No Managed Identity found for specified ClientId/ResourceId/PrincipalId.';
    return { status: 400, body: { statusCode: 400, message, correlationId: 'c' } };
  }
  return {
    status: 200,
    body: {
      access_token: `proof-of-${identityId}`,
      expires_on: String(Math.floor(Date.now() / 1000) + 86_400),
      resource: searchParams.get('resource'),
      token_type: 'Bearer',
      client_id: identityId,
    },
  };
}

function answerToken(form: URLSearchParams, script: Script, identityId: string): Answer {
  const wanted = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    client_id: registration,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `proof-of-${identityId}`,
  };
  const wrong = Object.entries(wanted).find(([name, value]) => form.get(name) !== value);
  if (wrong) return entraError('invalid_request', 900144, `Not as it should be: ${wrong[0]}.`);
  const { oid } = claimsOf(form.get('assertion') ?? '');
  const scripted = script.entra?.(oid);
  if (scripted) return scripted;
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      scope: 'openid profile User.Read email',
      expires_in: 3_269,
      ext_expires_in: 3_269,
      access_token: `graph-token-of-${oid}`,
      refresh_token: `refresh-token-of-${oid}`,
    },
  };
}

function answerMe({ searchParams }: URL, { headers }: IncomingMessage, script: Script): Answer {
  const [, oid] = /^Bearer graph-token-of-(.+)$/.exec(headers.authorization ?? '') ?? [];
  if (!oid) return graphError(401, 'InvalidAuthenticationToken');
  const scripted = script.graph?.(oid);
  if (scripted) return scripted;
  const user: Readonly<Record<string, string | string[] | null>> = {
    businessPhones: ['+1 425 555 0100'],
    displayName: `Display name of ${oid}`,
    givenName: oid,
    id: oid,
    jobTitle: 'Gardener',
    mail: `${oid}@example.com`,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: 'en-US',
    userPrincipalName: `${oid}@example.com`,
  };
  const selected = searchParams.get('$select')?.split(',') ?? Object.keys(user);
  return {
    status: 200,
    body: {
      '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#users(${selected.join(',')})/$entity`,
      ...Object.fromEntries(selected.map((name) => [name, user[name]])),
    },
  };
}

/** A token of a user for the app; nobody has signed it. */
export function callerToken(oid: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: registration, oid, tid: tenant, scp: 'user_impersonation' };
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

function claimsOf(token: string): { readonly oid: string } {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(payload) as { readonly oid: string };
}
