import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf } from '../http.ts';
import type { McpEndpoint } from './endpoint.ts';
import { isLegacySse, LegacySse } from './legacy-sse.ts';
import { handleStreamableHttp } from './streamable-http.ts';

/** The webhook of the MCP extension. */
export interface McpWebhook {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Ends the streams that are open. */
  dispose(): void;
}

/** Serves Streamable HTTP on every path but those of legacy SSE. */
export function createMcpWebhook(endpoint: McpEndpoint): McpWebhook {
  const legacySse = new LegacySse(endpoint);
  return {
    handle: (request, response) =>
      isLegacySse(pathOf(request))
        ? legacySse.handle(request, response)
        : handleStreamableHttp(endpoint, request, response),
    dispose: () => legacySse.dispose(),
  };
}
