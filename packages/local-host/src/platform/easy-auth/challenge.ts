import type { IncomingMessage } from 'node:http';
import type { EasyAuthAppSettings } from './app-settings.ts';
import type { EasyAuthConfig } from './easy-auth-config.ts';
import { hostOf } from './request-place.ts';
import { metadataUrlFor } from './resource-metadata.ts';

/**
 * The `WWW-Authenticate` of a 401, its parameters with spaces between them. It leads clients to the
 * metadata only where the app says for which scopes.
 */
export function challengeFor(
  request: IncomingMessage,
  { issuer, clientId }: EasyAuthConfig,
  { scopes }: EasyAuthAppSettings,
): string {
  const parameters = {
    realm: hostOf(request),
    authorization_uri: authorizationUri(issuer),
    resource_id: clientId,
    ...(scopes && { resource_metadata: metadataUrlFor(request), scope: scopes.join(' ') }),
  };
  const written = Object.entries(parameters).map(([name, value]) => `${name}="${quoted(value)}"`);
  return `Bearer ${written.join(' ')}`;
}

/** Where Entra's issuers have it. It is told without asking the issuer, which may be out of reach. */
function authorizationUri(issuer: string): string {
  const base = issuer.replace(/\/$/, '').replace('://sts.windows.net/', '://login.windows.net/');
  return base.endsWith('/v2.0')
    ? base.replace(/v2\.0$/, 'oauth2/v2.0/authorize')
    : `${base}/oauth2/authorize`;
}

/** Settings are the user's own, but must not break the header. */
function quoted(value: string): string {
  return value.replaceAll(/[^ !#-[\]-~]/g, '');
}
