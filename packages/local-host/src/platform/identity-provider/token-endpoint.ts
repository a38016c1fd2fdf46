import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticateClient } from './client-authentication.ts';
import type { Client } from './directory.ts';
import { entraErrors } from './entra-errors.ts';
import { readForm, required } from './form.ts';
import { exchangeCode } from './grants/authorization-code.ts';
import { issueAppToken } from './grants/client-credentials.ts';
import { exchangeOnBehalfOf } from './grants/on-behalf-of.ts';
import { refreshTokens } from './grants/refresh-token.ts';
import type { TokenAnswer } from './issue-tokens.ts';
import type { Realm } from './realm.ts';
import { sendJson } from './respond.ts';

type GrantHandler = (realm: Realm, client: Client, form: URLSearchParams) => Promise<TokenAnswer>;

const grants: ReadonlyMap<string, GrantHandler> = new Map([
  ['authorization_code', exchangeCode],
  ['refresh_token', refreshTokens],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', exchangeOnBehalfOf],
  ['client_credentials', issueAppToken],
]);

/** Answers with tokens. A page may not ask: no client here is a single-page application. @throws EntraError */
export async function serveToken(
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await readForm(request);
  if (request.headers.origin !== undefined) throw entraErrors.crossOrigin();
  const grant = required(form, 'grant_type');
  const handle = grants.get(grant);
  if (!handle) throw entraErrors.grantUnsupported(grant);
  const client = await authenticateClient(realm, form, request.headers.authorization);
  sendJson(response, 200, await handle(realm, client, form));
}
