import type { IncomingMessage } from 'node:http';
import { originOf } from './request-place.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that a cookie vouches for may come from a page of another site, which must not act in
 * the user's name. One of a browser that does not say where it comes from counts as such.
 * @see Azure/azure-functions-host#1602 (a browser's POST with a session cookie alone is 403)
 */
export function isCrossSite(request: IncomingMessage): boolean {
  const { method = '', headers } = request;
  if (harmless.has(method)) return false;
  const own = originOf(request);
  if (headers.origin !== undefined) return headers.origin !== own;
  const { referer } = headers;
  if (referer) return !URL.canParse(referer) || new URL(referer).origin !== own;
  const fetched = headers['sec-fetch-site'];
  if (fetched !== undefined) return fetched !== 'same-origin' && fetched !== 'none';
  return isBrowser(request);
}

/** Browsers all say that they are Mozilla; other clients hardly ever do. */
export function isBrowser({ headers }: IncomingMessage): boolean {
  return /^Mozilla\//i.test(headers['user-agent'] ?? '');
}
