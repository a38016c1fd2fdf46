import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { Lacks } from './full-catalogue.ts';
import { answer, type FullRequest, greet, statelessRevision } from './full-methods.ts';
import { type FullSession, newSession, type Reply, rpcError } from './full-session.ts';
import type { Waits } from './full-tools.ts';
import { refuse, token } from './full-refusals.ts';

export { token };

/** A server that can do everything but what it is told to lack. */
export interface FullServer {
  readonly url: URL;
  close(): Promise<void>;
}

/**
 * Starts a server that has whatever the rows of the comparison are about, but for what excludes each other: it
 * keeps sessions, and refuses pages of other origins.
 * @param lacking ids of rows, and a few words of its own for what is not a row: `stranger`, `post`, `ping.hangs` …
 */
export async function startFullServer(...lacking: string[]): Promise<FullServer> {
  const lacks: Lacks = (id) => lacking.includes(id);
  const sessions = new Map<string, FullSession>();
  const waits: Waits = new Map();
  let listing = 0;

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, 'http://localhost');
    const { method = '' } = request;
    if (refuse(request, response, url, lacks)) return;
    if (url.pathname === '/mcp/sse' && method === 'GET') return openLegacy(response);
    if (url.pathname === '/mcp/messages') return postLegacy(request, response, url);
    if (url.pathname !== '/mcp') return void response.writeHead(404).end();
    if (method === 'GET') return openStream(request, response);
    if (method === 'DELETE') return endSession(request, response);
    if (method === 'POST' && !lacks('post')) return post(request, response);
    response.writeHead(405, lacks('http.method') ? {} : { allow: 'GET, POST, DELETE' }).end();
  }

  const legacy = new Map<string, ServerResponse>();
  function openLegacy(response: ServerResponse): void {
    if (lacks('transport.legacy-sse')) return void response.writeHead(404).end();
    const id = randomUUID();
    legacy.set(id, response.writeHead(200, { 'content-type': 'text/event-stream' }));
    response.write(`event: endpoint\ndata: /mcp/messages?sessionId=${id}\n\n`);
  }

  async function postLegacy(request: IncomingMessage, response: ServerResponse, url: URL) {
    const message = JSON.parse(await text(request)) as FullRequest;
    const stream = legacy.get(url.searchParams.get('sessionId') ?? '');
    const reply = { jsonrpc: '2.0', id: message.id, ...greet(message, lacks) };
    stream?.write(`event: message\ndata: ${JSON.stringify(reply)}\n\n`);
    response.writeHead(202).end();
  }

  function openStream(request: IncomingMessage, response: ServerResponse): void {
    if (lacks('transport.server-stream')) return void response.writeHead(405).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (request.headers['last-event-id'] !== undefined) {
      response.write(`id: 2\ndata: {"jsonrpc":"2.0","method":"notifications/replayed"}\n\n`);
    } else if (!lacks('exchange.list-changed')) {
      response.write(`data: {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n\n`);
    } else response.flushHeaders();
  }

  function endSession(request: IncomingMessage, response: ServerResponse): void {
    if (lacks('transport.session-end')) return void response.writeHead(405).end();
    sessions.delete(String(request.headers['mcp-session-id']));
    response.writeHead(200).end();
  }

  async function post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const limit = lacks('http.large-body') ? 100_000 : 4 * 1024 * 1024;
    if (body.length > limit && !lacks('http.body-limit')) return void response.writeHead(413).end();
    let message: unknown;
    try {
      message = JSON.parse(body);
    } catch {
      return lacks('errors.malformed-json')
        ? void response.writeHead(500).end()
        : sendJson(response, 400, null, rpcError(-32700));
    }
    if (Array.isArray(message)) return postBatch(response, message as FullRequest[]);
    const { id, method } = message as Partial<FullRequest>;
    const session = sessions.get(String(request.headers['mcp-session-id']));
    if (method === undefined) {
      const resolve = session?.asked.get(id);
      resolve?.();
      if (resolve) return void response.writeHead(202).end();
      return lacks('errors.invalid-request')
        ? void response.writeHead(500).end()
        : sendJson(response, 400, null, rpcError(-32600));
    }
    if (method.startsWith('notifications/')) {
      const { requestId } = (message as { params?: { requestId?: unknown } }).params ?? {};
      session?.running.get(requestId)?.abort();
      return void response.writeHead(lacks('transport.notification') ? 200 : 202).end();
    }
    await postRequest(request, response, message as FullRequest, session);
  }

  async function postRequest(
    request: IncomingMessage,
    response: ServerResponse,
    message: FullRequest,
    known: FullSession | undefined,
  ): Promise<void> {
    if (lacks('repeats')) {
      return sendJson(response, 400, null, rpcError(-1, `Wrong: ${request.headers.authorization}`));
    }
    if (message.method === 'initialize' || message.method === 'server/discover') {
      const reply = greet(message, lacks);
      if ('result' in reply && message.method === 'initialize' && !lacks('transport.sessions')) {
        const session = newSession(randomUUID());
        sessions.set(session.id, session);
        response.setHeader('mcp-session-id', session.id);
      }
      return send(response, message, reply);
    }
    const version = request.headers['mcp-protocol-version'];
    if (version === '1999-12-31' && !lacks('protocol.version-header')) {
      return sendJson(response, 400, null, rpcError(-32000));
    }
    const isStateless =
      version === statelessRevision || lacks('transport.sessions') || lacks('session.required');
    const session = known ?? (isStateless ? newSession('') : undefined);
    if (!session) return sendJson(response, 404, null, rpcError(-32001, 'No such session.'));
    if (message.method === 'tools/list' && lacks('protocol.parallel')) {
      listing += 1;
      const isAlone = listing === 1;
      await setTimeout(100);
      listing -= 1;
      if (!isAlone) return void response.writeHead(503).end();
    }
    if (message.method === 'ping' && lacks('ping.hangs')) return;
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const say = (said: object): void => {
      if (lacks('transport.event-stream')) return;
      writeEvent(response, { jsonrpc: '2.0', ...said });
    };
    send(
      response,
      message,
      await answer(message, session, { say, gone: gone.signal }, lacks, waits),
    );
  }

  function postBatch(response: ServerResponse, messages: readonly FullRequest[]): void {
    if (lacks('errors.batch')) return void response.writeHead(500).end();
    const replies = messages.map(({ id }) => ({ jsonrpc: '2.0', id, result: {} }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(replies));
  }

  /** Calls are answered with a stream, everything else with JSON, unless one of the forms is lacking. */
  function send(response: ServerResponse, { id, method }: FullRequest, reply: Reply): void {
    const streams = method === 'tools/call' || lacks('transport.json');
    if (!streams || lacks('transport.event-stream')) return sendJson(response, 200, id, reply);
    writeEvent(response, { jsonrpc: '2.0', id, ...reply });
    response.end();
  }

  function writeEvent(response: ServerResponse, message: object): void {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
    const id = lacks('transport.resumable') ? '' : 'id: 1\n';
    response.write(`${id}data: ${JSON.stringify(message)}\n\n`);
  }

  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/mcp`),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

function sendJson(response: ServerResponse, status: number, id: unknown, reply: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, ...reply }));
}
