import type { IncomingMessage, ServerResponse } from 'node:http';

/** The value of a cookie; undefined where there is none, or an empty one. */
export function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const start = `${name}=`;
  const found = (headers.cookie ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(start));
  return found?.slice(start.length) || undefined;
}

/**
 * Sets a cookie that scripts cannot read and other sites cannot send, until the browser ends; without a
 * value it is removed. It is not `Secure`, as it is on Azure: the local host speaks plain HTTP.
 */
export function setCookie(response: ServerResponse, name: string, value: string | undefined): void {
  const end = value === undefined ? '; Max-Age=0' : '';
  response.appendHeader(
    'Set-Cookie',
    `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${end}`,
  );
}
