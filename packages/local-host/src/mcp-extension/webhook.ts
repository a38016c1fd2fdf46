import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, sendEmpty } from '../http.ts';
import { type HostKeys, webhookRefusal } from '../platform/keys.ts';
import type { McpEndpoint } from './endpoint.ts';
import { isLegacySse, LegacySse } from './legacy-sse.ts';
import { handleStreamableHttp } from './streamable-http.ts';

/** Where the host serves its extensions; the next segment names one. Letter case does not count. */
export const webhooksPath = '/runtime/webhooks';

const verbs = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS']);

/** The webhook of the MCP extension. */
export interface McpWebhook {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends the streams that are open. */
  dispose(): void;
}

/**
 * Serves requests below `/runtime/webhooks`. Verbs that the host does not let through are 404; then keys
 * are asked for, where there are any; an extension that is not there is 404. Everything below the
 * extension's path is the endpoint itself.
 * @param keys the app's keys, where requests are to be gated
 * @see Azure/azure-functions-host HostController.cs (`ExtensionWebHookHandler`)
 */
export function createWebhook(endpoint: McpEndpoint, keys: HostKeys | undefined): McpWebhook {
  const legacySse = new LegacySse(endpoint);
  return {
    async handle(request, response) {
      const [extension = '', ...rest] = segmentsOf(request);
      const passes = verbs.has(request.method ?? '') && !rest.slice(0, -1).includes('');
      if (!extension || !passes) return sendEmpty(response, 404);
      const refusal = keys && webhookRefusal(request, extension, keys);
      if (refusal) {
        if (refusal.challenge) response.setHeader('WWW-Authenticate', refusal.challenge);
        return sendEmpty(response, refusal.status);
      }
      if (extension !== 'mcp') return sendEmpty(response, 404);
      if (isLegacySse(pathOf(request))) return legacySse.handle(request, response);
      return handleStreamableHttp(endpoint, request, response);
    },
    dispose: () => legacySse.dispose(),
  };
}

/** Whether a request is one for the host's extensions. */
export function isWebhook(request: IncomingMessage): boolean {
  return pathOf(request).toLowerCase().startsWith(`${webhooksPath}/`);
}

/** What follows `/runtime/webhooks/`, in lower case. */
function segmentsOf(request: IncomingMessage): string[] {
  return pathOf(request)
    .slice(webhooksPath.length + 1)
    .toLowerCase()
    .split('/');
}
