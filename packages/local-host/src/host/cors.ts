import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { CorsPolicy } from '../settings/local-settings.ts';

/** What a policy says to a request of a page from another origin. */
export interface CorsResult {
  /** The browser only asks whether it may send the request: it is answered with 204 and these headers. */
  readonly isPreflight: boolean;
  /** In small letters; none for an origin that may not call. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the answer depends on the origin. */
  readonly varies: boolean;
}

/**
 * Evaluates a policy that allows any header and any verb, as `func start` makes it; undefined for a request
 * without an origin.
 * @see dotnet/aspnetcore:src/Middleware/CORS/src/Infrastructure/CorsService.cs
 */
export function evaluateCors(
  { origins, credentials }: CorsPolicy,
  method: string,
  headers: IncomingHttpHeaders,
): CorsResult | undefined {
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const asked = headers['access-control-request-method'];
  const isPreflight = method === 'OPTIONS' && asked !== undefined;
  const isAny = origins.length === 1 && origins[0] === '*';
  if (!origin || !(isAny || origins.includes(origin))) {
    return { isPreflight, headers: {}, varies: false };
  }
  const askedHeaders = listOf(headers['access-control-request-headers']);
  return {
    isPreflight,
    headers: {
      'access-control-allow-origin': isAny ? '*' : origin,
      ...(credentials && { 'access-control-allow-credentials': 'true' }),
      ...(isPreflight && askedHeaders && { 'access-control-allow-headers': askedHeaders }),
      ...(isPreflight && { 'access-control-allow-methods': asked }),
    },
    varies: origins.length > 1,
  };
}

function listOf(header: string | undefined): string {
  return (header ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
    .join(',');
}

/**
 * Heeds the policy for one request, before anything else does: answers it if it is a preflight, and puts
 * the headers on whatever answer it gets otherwise, over those of the app.
 * @returns whether the request has been answered
 */
export function handleCors(
  policy: CorsPolicy,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const result = evaluateCors(policy, request.method ?? '', request.headers);
  if (!result) return false;
  if (result.isPreflight) {
    response.setHeader('Server', 'Kestrel');
    addHeaders(result, response);
    response.writeHead(204).end();
    return true;
  }
  const writeHead = response.writeHead.bind(response);
  // What is given to `writeHead` would win over what was set before.
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (typeof rest[0] === 'string') response.statusMessage = rest[0];
    setAll(response, rest.at(-1));
    addHeaders(result, response);
    return writeHead(status);
  };
  return false;
}

/** Sets headers as they are given to `writeHead`: an object, or a list of names and values in turn. */
function setAll(response: ServerResponse, given: unknown): void {
  if (typeof given !== 'object' || given === null) return;
  const entries = Array.isArray(given)
    ? given.flatMap((name: string, i) => (i % 2 === 0 ? [[name, given[i + 1]] as const] : []))
    : Object.entries(given);
  const seen = new Set<string>();
  for (const [name, value] of entries as (readonly [string, string | number | string[]])[]) {
    const key = name.toLowerCase();
    if (!seen.has(key)) response.setHeader(name, value);
    else response.appendHeader(name, String(value));
    seen.add(key);
  }
}

function addHeaders({ headers, varies }: CorsResult, response: ServerResponse): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (varies) response.appendHeader('Vary', 'Origin');
}
