import { serve } from '@hono/node-server';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import {
  authLock,
  availableCatalogue,
  type Catalogue,
  createServices,
  readAuthMode,
  refusalForCallers,
  type Services,
} from '@side-by-side/tools';
import { type AllowedNames, allowedNames, refusal } from './allowed-names.ts';
import { createMcpServerFactory, type McpServerOptions } from './mcp-server.ts';
import { writeLog } from './log.ts';
import { readJson } from './read-json.ts';

/** What a self-hosted server needs besides a catalogue. */
export interface SelfHostedServerOptions extends McpServerOptions {
  readonly allowed: AllowedNames;
  /** Why every call has to be refused, for the log. */
  readonly lock?: string | undefined;
}

/** A self-hosted server that listens to no port yet. */
export interface SelfHostedServer {
  /** Answers one HTTP request. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Serves a catalogue on loopback, on the port that the Functions host tells a custom handler. */
export function startServer(
  catalogue: Catalogue,
  env: NodeJS.ProcessEnv,
  services: Services = createServices(env),
): void {
  const app = createApp(catalogue, {
    services,
    authMode: readAuthMode(env),
    allowed: allowedNames(env),
    lock: authLock(env),
  });
  const server = serve({
    fetch: app.fetch,
    hostname: '127.0.0.1',
    port: Number(env['FUNCTIONS_CUSTOMHANDLER_PORT'] ?? env['PORT'] ?? 3000),
    // Well above the time for which the Functions host keeps an idle connection: it has to close first.
    serverOptions: { keepAliveTimeout: 300_000 },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => server.close(() => process.exit(0)));
  }
}

/**
 * An MCP server over stateless Streamable HTTP at `/mcp`, and a health check at `/healthz`.
 * Every request gets an SDK server of its own: nothing is shared, so any instance may answer any request.
 */
export function createApp(whole: Catalogue, options: SelfHostedServerOptions): SelfHostedServer {
  const catalogue = availableCatalogue(whole, options.services);
  const createMcpServer = createMcpServerFactory(catalogue, options);
  const streaming = new Set(
    catalogue.tools
      .filter(({ definition }) => definition.notifies)
      .map(({ definition }) => definition.name),
  );

  return {
    async fetch(request) {
      if (options.lock) {
        writeLog('error', options.lock);
        return rpcError(503, -32000, refusalForCallers);
      }
      const refused = refusal(request.headers, options.allowed);
      if (refused) return rpcError(403, -32000, refused);
      const { pathname } = new URL(request.url);
      if (pathname === '/healthz') return Response.json({ status: 'ok' });
      if (pathname !== '/mcp') return new Response('Not found', { status: 404 });
      if (request.method !== 'POST') {
        return rpcError(405, -32000, 'Method not allowed. This server is stateless: use POST.', {
          Allow: 'POST',
        });
      }
      return answer(request).catch((error: unknown) => {
        writeLog('error', error instanceof Error ? (error.stack ?? error.message) : String(error));
        return rpcError(500, -32603, 'Internal error.');
      });
    },
  };

  async function answer(request: Request): Promise<Response> {
    const body = await readJson(request);
    if ('error' in body) return rpcError(body.status, body.code, body.error);

    const server = createMcpServer(request);
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: !mayNotify(body.json, streaming),
    });
    await server.connect(transport);
    // The client has gone: abort the tool, and end the stream.
    request.signal.addEventListener('abort', () => void server.close(), { once: true });
    return transport.handleRequest(request, { parsedBody: body.json });
  }
}

/** Whether the answer has to be a stream: the client asked for progress, or the tool says that it notifies. */
function mayNotify(message: unknown, streaming: ReadonlySet<string>): boolean {
  const { method, params } = message as {
    method?: unknown;
    params?: { name?: unknown; _meta?: { progressToken?: unknown } };
  };
  if (method !== 'tools/call') return false;
  const { name, _meta } = params ?? {};
  if (_meta?.progressToken !== undefined) return true;
  return typeof name === 'string' && streaming.has(name.toLowerCase());
}

function rpcError(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status, headers });
}
