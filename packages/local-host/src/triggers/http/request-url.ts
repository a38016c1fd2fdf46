import type { IncomingMessage } from 'node:http';
import { targetOf } from '../../http.ts';
import { decodePath } from './routing/request-path.ts';

/**
 * The URL of a request as its function is told of it: the `Host` header, the path decoded by Kestrel and
 * encoded again by ASP.NET, and the query as it was sent. `X-Forwarded-*` headers do not change it.
 * Recorded from Functions host 4.1037.
 */
export function requestUrl(request: IncomingMessage): string {
  const target = targetOf(request);
  const start = target.indexOf('?');
  const end = start < 0 ? target.length : start;
  const path = encodePath(decodePath(target.slice(0, end)));
  return `http://${request.headers.host ?? ''}${path}${target.slice(end)}`;
}

/** Encodes what a path may not hold as it is; an escape that stands there already is kept. */
function encodePath(path: string): string {
  return path.replace(/%[\da-f]{2}|[^\w\-.~!$&'()*+,;=:@/]+?/giu, (part) =>
    part.length === 3 && part.startsWith('%') ? part : encodeURIComponent(part.toWellFormed()),
  );
}
