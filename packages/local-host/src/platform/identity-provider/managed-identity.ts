import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { appClaims } from './claims.ts';
import type { Resource } from './directory.ts';
import type { Realm } from './realm.ts';
import { isSameSecret, sendJson } from './respond.ts';
import { signToken } from './sign-token.ts';

/**
 * What the assertions of federated credentials are for. It is asked for by its URI, and is the audience
 * by its id.
 */
export const tokenExchange: Resource = {
  appId: 'fb60f99c-7a34-4190-8149-302f77469936',
  displayName: 'AAD Token Exchange Endpoint',
  identifierUris: ['api://AzureADTokenExchange'],
  scopes: [],
  appRoles: [],
  preAuthorizedClientIds: [],
};

/** The object id of a managed identity, or of the service principal of an app: always the same. */
export function principalIdOf(clientId: string): string {
  const hex = createHash('sha256').update(`principal of ${clientId}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/**
 * The endpoint at which an app on App Service gets tokens of its managed identity. There are only
 * identities that a registration names.
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export async function serveManagedIdentity(
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  if (!isSameSecret(request.headers['x-identity-header'], realm.identityHeader)) {
    return refuse(response, 401, 'The header X-IDENTITY-HEADER is missing, or not the right one.');
  }
  if (query.get('api-version') !== '2019-08-01') {
    return refuse(response, 400, 'The only supported api-version is 2019-08-01.');
  }
  const clientId = query.get('client_id') ?? '';
  if (!realm.directory.hasManagedIdentity(clientId)) {
    return refuse(
      response,
      400,
      'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
    );
  }
  const identifier = query.get('resource') ?? '';
  const resource = [tokenExchange.appId, ...tokenExchange.identifierUris].includes(identifier)
    ? tokenExchange
    : realm.directory.findResource(identifier);
  if (!resource) {
    return refuse(response, 400, `The resource '${identifier}' is not in the tenant.`);
  }
  const claims = appClaims(realm, clientId, principalIdOf(clientId), resource, '2.0');
  sendJson(response, 200, {
    access_token: await signToken(claims),
    expires_on: String(claims['exp']),
    resource: identifier,
    token_type: 'Bearer',
    client_id: clientId,
  });
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { StatusCode: status, Message: message, CorrelationId: randomUUID() });
}
