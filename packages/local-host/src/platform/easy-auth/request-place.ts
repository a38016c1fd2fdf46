import type { IncomingMessage } from 'node:http';
import { rawPathOf } from '../../http.ts';

/** The host that a request asks for; a name that is none becomes `localhost`. */
export function hostOf({ headers, socket }: IncomingMessage): string {
  const host = headers.host ?? '';
  return /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?$/i.test(host)
    ? host
    : `localhost:${socket.localPort}`;
}

/** Where a request was sent, without a slash at the end. On Azure it is https. */
export function originOf(request: IncomingMessage): string {
  return `http://${hostOf(request)}`;
}

/** The path of a request as it was sent, fit for a header: what would end a quoted text is percent-encoded. */
export function quotablePathOf(request: IncomingMessage): string {
  return rawPathOf(request).replaceAll(/[^!#-[\]-~]/g, (character) =>
    encodeURIComponent(character.toWellFormed()),
  );
}

/** The query of a request. */
export function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
}
