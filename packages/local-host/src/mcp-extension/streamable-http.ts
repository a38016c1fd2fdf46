import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendEmpty } from '../http.ts';
import type { CallOrigin } from '../triggers/mcp/payload.ts';
import { createId, formatClientState, parseClientState } from './client-state.ts';
import { readMessage, writeError } from './json-rpc.ts';
import { errorCodes } from '../triggers/mcp/protocol-error.ts';
import type { McpEndpoint } from './endpoint.ts';
import { setEventStreamHeaders, writeEvent } from './event-stream.ts';
import { describeOperation } from './operation.ts';
import { acceptsBoth, isJson } from './media-types.ts';
import { kestrelHeaders } from '../dotnet/kestrel-headers.ts';

const sessionHeader = 'mcp-session-id';

/**
 * Answers one request of the Streamable HTTP transport. The order of the checks is the extension's:
 * Accept, session, body, and only then the headers of an event stream.
 * @throws Error for what the extension does not catch; the host answers it with an empty 500, which
 * keeps the headers that are set by then.
 * @see Azure/azure-functions-mcp-extension Http/StreamableHttpRequestHandler.cs
 */
export async function handleStreamableHttp(
  { server, options, instanceId, bodyLimit, onOperation }: McpEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return sendEmpty(response, 405);
  if (!acceptsBoth(request.headers.accept)) {
    return sendError(
      response,
      406,
      'Not Acceptable: Client must accept both application/json and text/event-stream',
    );
  }
  const sessionId = request.headers[sessionHeader]?.toString() || undefined;
  if (sessionId !== undefined && !parseClientState(sessionId, options)) {
    return sendError(response, 400, 'Invalid client state.');
  }

  if (!isJson(request.headers['content-type'])) {
    throw new Error('The content type is not a known JSON content type.');
  }
  const message = readMessage(decodeUtf8(await readBody(request, bodyLimit)));
  if (!message) {
    return sendError(
      response,
      400,
      'Bad Request: The POST body did not contain a valid JSON-RPC message.',
    );
  }

  setEventStreamHeaders(response);
  if (message.kind !== 'request') {
    response.removeHeader('Content-Type');
    return sendEmpty(response, 202);
  }
  onOperation(request, describeOperation(message));
  const origin: CallOrigin = {
    transport: 'http-streamable',
    ...(sessionId !== undefined && { sessionId }),
    headers: kestrelHeaders(request.rawHeaders),
  };
  const answer = await server.answer(message, origin);
  if (message.method === 'initialize' && sessionId === undefined) {
    response.setHeader('Mcp-Session-Id', formatClientState(createId(), instanceId, options));
  }
  writeEvent(response, answer);
  response.end();
}

function sendError(response: ServerResponse, status: number, message: string): void {
  const body = writeError('""', errorCodes.badRequest, message);
  // Written apart from the end, so that it is chunked as the extension's is.
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.write(body);
  response.end();
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeUtf8(body: Buffer): string {
  return utf8.decode(body);
}
