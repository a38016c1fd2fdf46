import type { IncomingMessage } from 'node:http';
import { hostVersion } from '../settings/version.ts';
import type { HandlerTarget } from './handler-target.ts';

/**
 * Headers that concern one connection only, in small letters.
 * @see microsoft/reverse-proxy:src/ReverseProxy/Forwarder/RequestUtilities.cs
 */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-features',
  'proxy-instruction',
  'security-scheme',
  'alpn',
  'close',
  'http2-settings',
  'upgrade-insecure-requests',
  'alt-svc',
]);

/** What the host sets itself, whatever the client sent; and `Expect`, which it has answered. */
const replaced = new Set([
  'host',
  'expect',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-prefix',
  'x-ms-invocation-id',
]);

/** What it sets for custom handlers only. */
const replacedForHandlers = new Set([
  'x-azure-functions-hostversion',
  'x-azure-functions-invocationid',
]);

/** Methods that are sent without any word on a body if they have none. */
const bodiless = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE']);

/** Headers as node:http takes them raw: name, value, name, value … */
export type RawHeaders = string[];

/**
 * The headers of a proxied request: the client's, without what is its connection's, with what the
 * host and its reverse proxy set.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Http/DefaultHttpProxyService.cs
 * @see Azure/azure-functions-host:test/WebJobs.Script.Tests/Http/ScriptInvocationRequestTransformerTests.cs
 */
export function headersForHandler(
  request: IncomingMessage,
  { port, isWorker }: Pick<HandlerTarget, 'port' | 'isWorker'>,
  invocationId: string,
): RawHeaders {
  const { rawHeaders, headers, socket } = request;
  const named = namedByConnection(headers.connection);
  const sent: RawHeaders = ['Host', `127.0.0.1:${port}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    if (hopByHop.has(name) || replaced.has(name) || named?.has(name)) continue;
    if (!isWorker && replacedForHandlers.has(name)) continue;
    sent.push(rawHeaders[i]!, rawHeaders[i + 1]!);
  }
  if (headers['transfer-encoding'] !== undefined) sent.push('Transfer-Encoding', 'chunked');
  else if (headers['content-length'] === undefined && !bodiless.has(request.method!)) {
    sent.push('Content-Length', '0');
  }
  const client = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '');
  if (client !== undefined) sent.push('X-Forwarded-For', client);
  if (headers.host !== undefined) sent.push('X-Forwarded-Host', headers.host);
  sent.push('X-Forwarded-Proto', 'encrypted' in socket ? 'https' : 'http');
  if (!isWorker) {
    sent.push('X-Azure-Functions-HostVersion', hostVersion);
    sent.push('X-Azure-Functions-InvocationId', invocationId);
  }
  sent.push('x-ms-invocation-id', invocationId);
  return sent;
}

/** The start of an answer as the client gets it. */
export interface AnswerHead {
  readonly headers: RawHeaders;
  /** The length of the body in bytes; -1 where the handler does not say. */
  readonly length: number;
}

/** The headers of a proxied answer: the handler's, without what is its connection's. */
export function headersForClient({ rawHeaders, statusCode }: IncomingMessage): AnswerHead {
  const headers: RawHeaders = [];
  let length = -1;
  let server = false;
  let named: Set<string> | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    const value = rawHeaders[i + 1]!;
    if (name === 'connection') named = namedByConnection(value);
    if (hopByHop.has(name)) continue;
    if (name === 'content-length') {
      length = Number(value);
      if (statusCode === 204) continue;
    }
    if (name === 'server') server = true;
    headers.push(rawHeaders[i]!, value);
  }
  if (!server) headers.push('Server', 'Kestrel');
  return { headers: named ? without(headers, named) : headers, length };
}

function without(headers: RawHeaders, names: Set<string>): RawHeaders {
  return headers.filter((_, i) => !names.has(headers[i & ~1]!.toLowerCase()));
}

/** The headers that `Connection` names besides its own two words; mostly there are none. */
function namedByConnection(connection: string | undefined): Set<string> | undefined {
  if (connection === undefined || /^(?:keep-alive|close)$/i.test(connection)) return undefined;
  return new Set(connection.split(',').map((name) => name.trim().toLowerCase()));
}
