import type { IncomingMessage, ServerResponse } from 'node:http';
import { posix } from 'node:path';

/** The host's default limit of a request's body, in bytes. `FUNCTIONS_REQUEST_BODY_SIZE_LIMIT` overrides it. */
const defaultBodyLimit = 104_857_600;

/** The limit of a request's body in bytes, from the host's environment. */
export function bodyLimit(env: NodeJS.ProcessEnv): number {
  const text = env['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT'];
  return text && /^\d+$/.test(text) ? Number(text) : defaultBodyLimit;
}

/** The body of a request is larger than the host takes. */
export class BodyTooLargeError extends Error {}

/**
 * Reads a whole body.
 * @throws BodyTooLargeError past `limit` bytes, at once where the request says its length.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyTooLargeError();
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed at the limit: the answer goes out over the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
}

/** Ends a response without a body, as the host does: with `Content-Length: 0` and no `Content-Type`. */
export function sendEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0 }).end();
}

/** The path of a request's target: without the query, and with dot segments resolved, as Kestrel does. */
export function pathOf(request: IncomingMessage): string {
  const target = request.url ?? '/';
  const end = target.indexOf('?');
  const path = end < 0 ? target : target.slice(0, end);
  return /\/\.{1,2}(?:\/|$)/.test(path) ? posix.resolve('/', path) : path;
}

/** Path and query of a request as they are sent, also where the client gave a whole URL. */
export function targetOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  return url.startsWith('/')
    ? url
    : url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?]*(?=(\/?))/i, (_, slash) => (slash ? '' : '/'));
}

/** The path of a request as it is sent: without the query, nothing resolved. */
export function rawPathOf(request: IncomingMessage): string {
  const target = targetOf(request);
  const end = target.indexOf('?');
  return end < 0 ? target : target.slice(0, end);
}
