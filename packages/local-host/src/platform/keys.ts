import { timingSafeEqual, createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The keys of a function app, each under its name. */
export interface HostKeys {
  /** Opens everything. */
  readonly master: string;
  /** One for each extension with a webhook: `mcp_extension`. */
  readonly system: Readonly<Record<string, string>>;
  /** Open all HTTP functions: `default`. */
  readonly host: Readonly<Record<string, string>>;
}

/** How the host refuses a request: with an empty body. */
export interface Refusal {
  readonly status: 401 | 403;
  /** The value of `WWW-Authenticate`, where there is one. */
  readonly challenge?: string;
}

/**
 * Why a request to an extension's webhook is refused; undefined where it may pass. A key that is none
 * is 401, one of too low a level 403.
 * @param extension the name in the path, in lower case
 * @see facts recorded from Functions host 4.1037, webhook authorization
 */
export function webhookRefusal(
  request: IncomingMessage,
  extension: string,
  keys: HostKeys,
): Refusal | undefined {
  const key = keyOf(request);
  if (key !== undefined) {
    const passing = [keys.master, keys.system[`${extension}_extension`]];
    if (passing.some((known) => equal(key, known))) return undefined;
    const others = [...Object.values(keys.system), ...Object.values(keys.host)];
    if (others.some((known) => equal(key, known))) return { status: 403 };
  }
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
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  return [...searchParams].find(([known]) => known.toLowerCase() === name)?.[1];
}

function equal(given: string, known: string | undefined): boolean {
  if (!given || !known) return false;
  const [left, right] = [given, known].map((key) => createHash('sha256').update(key).digest());
  return timingSafeEqual(left!, right!);
}
