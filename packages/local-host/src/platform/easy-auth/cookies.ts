import type { IncomingMessage, ServerResponse } from 'node:http';

/** The value of a cookie; undefined where there is none, or an empty one. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const start = `${nameHere(name, request)}=`;
  const found = (request.headers.cookie ?? '')
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
    `${nameHere(name, response.req)}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${end}`,
  );
}

/** Browsers send the cookies of one port to all others of the machine: without the port, signing in to one app would end the session in another. */
function nameHere(name: string, { socket }: IncomingMessage): string {
  return `${name}_${socket.localPort}`;
}
