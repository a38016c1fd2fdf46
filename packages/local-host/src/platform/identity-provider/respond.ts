import { createHash, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Answers with JSON that nobody keeps. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
      Pragma: 'no-cache',
    })
    .end(text);
}

/** Sends a browser elsewhere, with a GET also after a form. */
export function sendRedirect(response: ServerResponse, location: string): void {
  response
    .writeHead(302, { Location: location, 'Cache-Control': 'no-store', 'Content-Length': 0 })
    .end();
}

/** Compares secrets in a time that does not depend on where they differ. */
export function isSameSecret(given: unknown, known: string): boolean {
  if (typeof given !== 'string') return false;
  const [left, right] = [given, known].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(left!, right!);
}
