import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, sendEmpty } from '../http.ts';
import { handleStreamableHttp, type StreamableHttp } from './streamable-http.ts';

/** Where the host serves its extensions; the next segment names one. Letter case does not count. */
export const webhooksPath = '/runtime/webhooks';

const verbs = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS']);

/**
 * Answers a request below `/runtime/webhooks`. Verbs that the host does not let through, and extensions
 * that are not there, are 404. Everything below the extension's path is the endpoint itself.
 * @see Azure/azure-functions-host HostController.cs (`ExtensionWebHookHandler`)
 */
export async function handleWebhook(
  endpoint: StreamableHttp,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [extension, ...rest] = pathOf(request)
    .slice(webhooksPath.length + 1)
    .toLowerCase()
    .split('/');
  if (extension !== 'mcp' || !verbs.has(request.method ?? '') || rest.slice(0, -1).includes('')) {
    return sendEmpty(response, 404);
  }
  await handleStreamableHttp(endpoint, request, response);
}

/** Whether a request is one for the host's extensions. */
export function isWebhook(request: IncomingMessage): boolean {
  return pathOf(request).toLowerCase().startsWith(`${webhooksPath}/`);
}
