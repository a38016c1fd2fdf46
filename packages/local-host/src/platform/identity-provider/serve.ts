import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLargeError, rawPathOf, targetOf } from '../../http.ts';
import { serveAuthorize, serveConsent, serveLogin } from './authorize.ts';
import { openIdConfiguration } from './discovery.ts';
import { EntraError, errorBody } from './entra-error.ts';
import { entraErrors } from './entra-errors.ts';
import { serveManagedIdentity } from './managed-identity.ts';
import { errorPage } from './pages/message-pages.ts';
import { sendPage } from './pages/page.ts';
import type { Realm } from './realm.ts';
import { sendJson } from './respond.ts';
import { serveSignOut } from './sign-out.ts';
import { publishedKeys } from './signing-key.ts';
import { serveToken } from './token-endpoint.ts';

/** A request with what it asks for. */
interface Call {
  readonly realm: Realm;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}

interface Endpoint {
  readonly answer: (call: Call) => void | Promise<void>;
  /** A page for people, not JSON for programs. */
  readonly isPage?: true;
}

/** By verb and by the path after the tenant. */
const endpoints: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  [
    'GET v2.0/.well-known/openid-configuration',
    { answer: ({ realm, response }) => sendJson(response, 200, openIdConfiguration(realm)) },
  ],
  [
    'GET discovery/v2.0/keys',
    {
      answer: async ({ realm, response }) =>
        sendJson(response, 200, await publishedKeys(realm.issuer)),
    },
  ],
  [
    'GET oauth2/v2.0/authorize',
    {
      isPage: true,
      answer: ({ realm, request, response, query }) =>
        serveAuthorize(realm, request, response, query),
    },
  ],
  [
    'POST login',
    {
      isPage: true,
      answer: ({ realm, request, response }) => serveLogin(realm, request, response),
    },
  ],
  [
    'POST consent',
    {
      isPage: true,
      answer: ({ realm, request, response }) => serveConsent(realm, request, response),
    },
  ],
  [
    'POST oauth2/v2.0/token',
    { answer: ({ realm, request, response }) => serveToken(realm, request, response) },
  ],
  [
    'GET oauth2/v2.0/logout',
    {
      isPage: true,
      answer: ({ realm, request, response, query }) =>
        serveSignOut(realm, request, response, query),
    },
  ],
]);

/** Answers a request to the provider; never fails. */
export async function serve(
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = rawPathOf(request);
  const query = new URLSearchParams(targetOf(request).split('?').slice(1).join('?'));
  const [, tenant = '', ...rest] = path.split('/');
  const endpoint = endpoints.get(`${request.method} ${rest.join('/')}`);
  try {
    if (!isOwnHost(realm, request.headers.host)) {
      return sendText(response, 403, 'This identity provider answers to loopback names only.');
    }
    if (path === '/msi/token' && request.method === 'GET') {
      return await serveManagedIdentity(realm, request, response, query);
    }
    if (!endpoint) return sendText(response, 404, 'Not found.');
    if (tenant !== realm.tenantId) throw entraErrors.tenantNotFound(tenant);
    if (endpoint.isPage && request.method === 'POST' && !isOwnForm(request)) {
      return sendText(response, 403, 'This form was not sent by a page of the identity provider.');
    }
    await endpoint.answer({ realm, request, response, query });
  } catch (error) {
    sendError(realm, response, error, endpoint?.isPage ?? false);
  }
}

function sendError(realm: Realm, response: ServerResponse, error: unknown, isPage: boolean): void {
  if (response.headersSent) response.destroy();
  else if (error instanceof BodyTooLargeError) {
    response.setHeader('Connection', 'close');
    sendText(response, 413, 'The form is too large.');
  } else if (!(error instanceof EntraError)) {
    // Without the reason: nothing of what was sent may get into an answer or a log.
    sendText(response, 500, 'The identity provider failed.');
  } else {
    const body = errorBody(error, realm.now());
    if (isPage) sendPage(response, errorPage(body));
    else sendJson(response, error.status, body);
  }
}

/** Refuses names that a page elsewhere lets point to this computer. */
function isOwnHost({ url }: Realm, host: string | undefined): boolean {
  const { port } = new URL(url);
  return ['localhost', '127.0.0.1', '[::1]'].some((name) => host === `${name}:${port}`);
}

/** Whether a form comes from a page of this origin. Programs that send forms by themselves say nothing. */
function isOwnForm({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
    })
    .end(text);
}
