import type { RpcHttpCookie } from '../../worker/protocol.ts';

/**
 * The value of a `Set-Cookie` header as ASP.NET writes it: members in its order, names in small letters,
 * and the path `/` where none is given.
 */
export function setCookie(cookie: RpcHttpCookie): string {
  const {
    name = '',
    value = '',
    expires,
    maxAge,
    domain,
    path,
    secure,
    sameSite,
    httpOnly,
  } = cookie;
  const site = sameSites[sameSite ?? 'None'];
  const parts = [
    `${name}=${escapeData(value)}`,
    expires?.value && `expires=${new Date((expires.value.seconds ?? 0) * 1000).toUTCString()}`,
    maxAge?.value !== undefined && `max-age=${Math.trunc(maxAge.value)}`,
    domain?.value && `domain=${domain.value}`,
    `path=${path?.value ?? '/'}`,
    secure?.value && 'secure',
    site && `samesite=${site}`,
    httpOnly?.value && 'httponly',
  ];
  return parts.filter(Boolean).join('; ');
}

/** As .NET's `Uri.EscapeDataString` does. */
function escapeData(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `None` is the worker's word for nothing said. */
const sameSites = { None: undefined, Lax: 'lax', Strict: 'strict', ExplicitNone: 'none' };
