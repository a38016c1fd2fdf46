import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendEmpty } from '../http.ts';
import type { AuthorizationLevel } from '../triggers/http/routing/http-function.ts';
import { isSignedIn, type KeyGate, reportKeyRefusal } from './easy-auth/signed-in.ts';
import type { KeyMatch, KeyStore } from './key-store.ts';
import { isOfPageElsewhere } from './page-elsewhere.ts';

/** How the host refuses a request: with an empty body. */
export interface Refusal {
  readonly status: 401 | 403;
  /** The value of `WWW-Authenticate`, where there is one. */
  readonly challenge?: string;
}

/**
 * Why a request to an extension's webhook is refused; undefined where it may pass. A key that is none
 * is 401, one of too low a level 403. A caller who has signed in with built-in authentication is known to
 * the host, and so gets 403 without a key too.
 * @param extension the name in the path, in lower case
 * @see facts recorded from Functions host 4.1037, webhook authorization
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/Security/Authentication/Keys/AuthenticationLevelHandler.cs
 */
export function webhookRefusal(
  request: IncomingMessage,
  extension: string,
  keys: KeyStore,
): Refusal | undefined {
  return refusalUnless('webhook', request, keys, ({ level, name }) => {
    const isOwn = name?.toLowerCase() === `${extension}_extension`;
    return level === 'admin' || (level === 'system' && isOwn);
  });
}

/**
 * Why a request to the admin API is refused: it takes the master key alone. Where no keys are asked for it takes
 * none, so that a page on the web must not get at it through the browser of whoever works here.
 */
export function adminRefusal(request: IncomingMessage, keys: KeyStore): Refusal | undefined {
  if (!keys.isEnforced) return isOfPageElsewhere(request) ? { status: 403 } : undefined;
  return refusalUnless('admin', request, keys, ({ level }) => level === 'admin');
}

/**
 * Why a request to an HTTP function is refused: always 401, and without a challenge, whoever has signed
 * in. A level is reached by a key of that very level, or by the master key.
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/Security/Authorization/AuthUtility.cs
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/Middleware/FunctionInvocationMiddleware.cs
 */
export function functionRefusal(
  request: IncomingMessage,
  functionName: string,
  required: AuthorizationLevel,
  keys: KeyStore,
): Refusal | undefined {
  if (required === 'anonymous' || !keys.isEnforced) return undefined;
  const { level } = keys.match(keyOf(request), functionName);
  if (level === 'admin' || level === required) return undefined;
  reportKeyRefusal(request, 'function');
  return { status: 401 };
}

/** Answers with a refusal. */
export function refuse(response: ServerResponse, { status, challenge }: Refusal): void {
  response.setHeader('Server', 'Kestrel');
  if (challenge) response.setHeader('WWW-Authenticate', challenge);
  sendEmpty(response, status);
}

function refusalUnless(
  gate: KeyGate,
  request: IncomingMessage,
  keys: KeyStore,
  suffices: (match: KeyMatch) => boolean,
): Refusal | undefined {
  if (!keys.isEnforced) return undefined;
  const match = keys.match(keyOf(request));
  if (suffices(match)) return undefined;
  reportKeyRefusal(request, gate);
  if (match.level !== 'anonymous' || isSignedIn(request)) return { status: 403 };
  const isBearer = /^Bearer /i.test(request.headers.authorization ?? '');
  return { status: 401, challenge: isBearer ? 'Bearer error="invalid_token"' : 'Bearer' };
}

/** The key that a request carries: that of the header, and only without one that of the query. */
export function keyOf(request: IncomingMessage): string | undefined {
  const header = request.headers['x-functions-key']?.toString();
  return header ?? queryValue(request, 'code');
}

/** The first value of a query parameter, whose name has no letter case; undefined where there is none. */
export function queryValue(request: IncomingMessage, name: string): string | undefined {
  const target = request.url ?? '/';
  const start = target.indexOf('?');
  if (start < 0) return undefined;
  const query = new URLSearchParams(target.slice(start + 1));
  return [...query].find(([known]) => known.toLowerCase() === name)?.[1];
}
