import type { IncomingMessage } from 'node:http';
import type { HeaderPairs } from './principal.ts';

/**
 * Whether only the platform may set a header. Underscores count as hyphens, since servers that make
 * variables of headers cannot tell them apart.
 */
function isIdentityHeader(name: string): boolean {
  return /^x-ms-(?:client-principal|token-)/.test(name.toLowerCase().replaceAll('_', '-'));
}

/** Takes from a request what a caller may not claim to be, before anything else reads it. */
export function stripIdentity(request: IncomingMessage): void {
  const { rawHeaders, headers } = request;
  request.rawHeaders = rawHeaders.filter((_, i) => !isIdentityHeader(rawHeaders[i & ~1]!));
  request.headers = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !isIdentityHeader(name)),
  );
  keepIdentityFromConnection(request);
}

/** A header that `Connection` names is left out by proxies: a caller could take parts of its identity away. */
function keepIdentityFromConnection(request: IncomingMessage): void {
  const { rawHeaders, headers } = request;
  if (!headers.connection || !/x[-_]ms[-_]/i.test(headers.connection)) return;
  const without = (value: string): string =>
    value
      .split(',')
      .filter((name) => !isIdentityHeader(name.trim()))
      .join(',');
  request.headers = { ...headers, connection: without(headers.connection) };
  request.rawHeaders = rawHeaders.map((value, i) =>
    i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === 'connection' ? without(value) : value,
  );
}

/** Adds headers to a request, in both forms in which it is read. */
export function addHeaders(request: IncomingMessage, added: HeaderPairs): void {
  request.rawHeaders = [...request.rawHeaders, ...added.flat()];
  request.headers = {
    ...request.headers,
    ...Object.fromEntries(added.map(([name, value]) => [name.toLowerCase(), value])),
  };
}
