import type { IncomingMessage, ServerResponse } from 'node:http';
import { routedPathOf } from '../../triggers/http/routing/request-path.ts';
import type { EasyAuthAppSettings } from './app-settings.ts';
import type { EasyAuthConfig } from './easy-auth-config.ts';
import { originOf, quotablePathOf } from './request-place.ts';

const wellKnown = '/.well-known/oauth-protected-resource';

/** Where the metadata of the requested resource is: the path comes after the well-known one (RFC 9728, 3.1). */
export function metadataUrlFor(request: IncomingMessage): string {
  const path = quotablePathOf(request);
  return `${originOf(request)}${wellKnown}${path === '/' ? '' : path}`;
}

/**
 * Answers a request for protected resource metadata: of the app, or of a path of it, to anybody.
 * @returns false for any other request
 */
export function serveResourceMetadata(
  config: EasyAuthConfig,
  { scopes }: EasyAuthAppSettings,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const path = quotablePathOf(request);
  // With dots in it a path may lead elsewhere in the end.
  if (!isMetadataPath(path) || !isMetadataPath(routedPathOf(request))) return false;
  const inserted = path.slice(wellKnown.length);
  const body = JSON.stringify({
    resource: `${originOf(request)}${inserted === '/' ? '' : inserted}`,
    authorization_servers: [config.issuer],
    ...(scopes && { scopes_supported: scopes }),
  });
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  return true;
}

function isMetadataPath(path: string): boolean {
  return path === wellKnown || path.startsWith(`${wellKnown}/`);
}
