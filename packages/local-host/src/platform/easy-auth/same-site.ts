import type { IncomingMessage } from 'node:http';
import { originOf } from './request-place.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that a cookie vouches for may come from a page of another site, which must not act in
 * the user's name. One of a browser that does not say where it comes from counts as such.
 * @param approved URLs outside that a browser may be sent to; their sites may send requests too
 * @see https://learn.microsoft.com/azure/app-service/overview-authentication-authorization (Cross-site request forgery mitigation)
 */
export function isCrossSite(request: IncomingMessage, approved: readonly string[]): boolean {
  const { method = '', headers } = request;
  if (harmless.has(method)) return false;
  const sites = [originOf(request), ...approved.map((url) => originIn(url))];
  if (headers.origin !== undefined) return !sites.includes(headers.origin);
  const { referer } = headers;
  if (referer) return !sites.includes(originIn(referer) ?? 'null');
  const fetched = headers['sec-fetch-site'];
  if (fetched !== undefined) return fetched !== 'same-origin' && fetched !== 'none';
  return isBrowser(request);
}

/** Browsers all say that they are Mozilla; other clients hardly ever do. */
export function isBrowser({ headers }: IncomingMessage): boolean {
  return /^Mozilla\//i.test(headers['user-agent'] ?? '');
}

/** The origin in a URL; undefined where there is none that a page could have. */
function originIn(url: string): string | undefined {
  const origin = URL.parse(url)?.origin;
  return origin === 'null' ? undefined : origin;
}
