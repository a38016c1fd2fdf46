import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, readBody, sendEmpty } from '../http.ts';
import { isObject, writeString } from '../dotnet/json-text.ts';
import { keyOf, queryValue } from '../platform/authorization.ts';
import { type CallOrigin, readClientInfo } from '../triggers/mcp/payload.ts';
import { errorCodes } from '../triggers/mcp/protocol-error.ts';
import { createId, formatClientState, parseClientState } from './client-state.ts';
import type { McpEndpoint } from './endpoint.ts';
import { setEventStreamHeaders, writeEvent } from './event-stream.ts';
import { type Message, readMessage, writeError } from './json-rpc.ts';
import { isJson } from './media-types.ts';
import { describeOperation } from './operation.ts';
import { kestrelHeaders } from '../dotnet/kestrel-headers.ts';

/** How often the server pings a client, in milliseconds. */
const pingEveryMs = 25_000;

/** One open stream. */
interface SseSession {
  readonly response: ServerResponse;
  /** What the worker is told of every call: the headers are those of the request that opened the stream. */
  origin: CallOrigin;
}

/** Whether a path is one of the legacy SSE transport: it ends so, in any letter case. */
export function isLegacySse(path: string): boolean {
  return /(?:sse|message)\/*$/i.test(path);
}

/**
 * The legacy SSE transport: a stream opened by GET …/sse, and messages posted to the address that its
 * first event names. A stream lives in this instance; messages for others would go through a storage queue,
 * which is not emulated.
 * @see Azure/azure-functions-mcp-extension Http/SseRequestHandler.cs
 */
export class LegacySse {
  readonly #endpoint: McpEndpoint;
  readonly #sessions = new Map<string, SseSession>();

  constructor(endpoint: McpEndpoint) {
    this.#endpoint = endpoint;
  }

  /** @throws Error for what the extension does not catch: a state that cannot be read, a body that is no message. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request).replace(/\/+$/, '');
    if (!/sse$/i.test(path)) return this.#post(request, response);
    if (request.method !== 'GET') return sendEmpty(response, 405);
    this.#open(request, response);
  }

  /** Ends all streams. */
  dispose(): void {
    for (const { response } of this.#sessions.values()) response.end();
  }

  #open(request: IncomingMessage, response: ServerResponse): void {
    const clientId = createId();
    const address = this.#messageAddress(clientId, request);
    setEventStreamHeaders(response);
    response.write(`event: endpoint\ndata: ${address}\n\n`);
    const origin: CallOrigin = {
      transport: 'http-sse',
      headers: kestrelHeaders(request.rawHeaders),
    };
    this.#sessions.set(clientId, { response, origin });

    let pings = 0;
    const timer = setInterval(() => {
      pings += 1;
      writeEvent(response, `{"method":"ping","id":${pings},"jsonrpc":"2.0"}`);
    }, pingEveryMs);
    response.once('close', () => {
      clearInterval(timer);
      this.#sessions.delete(clientId);
    });
  }

  #messageAddress(clientId: string, request: IncomingMessage): string {
    const { options, instanceId } = this.#endpoint;
    const state = formatClientState(clientId, instanceId, options);
    const key = queryValue(request, 'code') ?? keyOf(request);
    const relative = `message?azmcpcs=${state}${key === undefined ? '' : `&code=${key}`}`;
    if (!options.useAbsoluteUriForEndpoint) return relative;
    const folder = pathOf(request)
      .replace(/\/+$/, '')
      .replace(/\/[^/]*$/, '');
    return `http://${request.headers.host}${folder}/${relative}`;
  }

  async #post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { options, instanceId, bodyLimit, onOperation } = this.#endpoint;
    const text = queryValue(request, 'azmcpcs');
    if (text === undefined) return badRequest(response, 'Missing service context.');
    const state = parseClientState(text, options);
    if (!state) return badRequest(response, 'Invalid client state.');
    if (!isJson(request.headers['content-type'])) throw new Error('The content type is not JSON.');
    const message = readMessage((await readBody(request, bodyLimit)).toString('utf8'));
    if (!message) return sendJson(response, 400, '"No message in request body."');

    const session = this.#sessions.get(state.clientId);
    if (!session && state.instanceId.toLowerCase() === instanceId) {
      const who = `client '${state.clientId}' and instance '${instanceId}'`;
      return badRequest(response, `No active session for ${who}.`);
    }
    response.writeHead(202).write('Accepted');
    response.end();
    if (!session || message.kind !== 'request') return;
    onOperation(request, describeOperation(message));
    writeEvent(session.response, await this.#answer(session, message));
  }

  async #answer(session: SseSession, message: Message & { kind: 'request' }): Promise<string> {
    if (message.method === 'initialize' && isObject(message.params)) {
      const { clientInfo } = message.params;
      if (isObject(clientInfo)) {
        session.origin = { ...session.origin, clientInfo: readClientInfo(clientInfo) };
      }
    }
    try {
      return await this.#endpoint.server.answer(message, session.origin);
    } catch {
      return writeError(message.id, errorCodes.internalError, 'An error occurred.');
    }
  }
}

function badRequest(response: ServerResponse, message: string): void {
  const text = `${message} Please connect to the /sse endpoint to initiate your session.`;
  sendJson(response, 400, writeString(text));
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).write(body);
  response.end();
}
