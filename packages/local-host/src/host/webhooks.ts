import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendEmpty } from '../http.ts';
import { refuse, webhookRefusal } from '../platform/authorization.ts';
import type { KeyStore } from '../platform/key-store.ts';
import { routedPathOf } from '../triggers/http/routing/request-path.ts';

/** Where the host serves its extensions; the next segment names one. Letter case does not count. */
export const webhooksPath = '/runtime/webhooks';

/** An extension that serves requests itself. */
export interface Webhook {
  /** Whether it asks for keys at all. */
  readonly isOpen: boolean;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const verbs = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS']);

/**
 * Serves a request below `/runtime/webhooks`: keys are asked for, then an extension that is not there is 404.
 * Everything below an extension's path is its own.
 * @param webhooks by the extension's name, in lower case
 * @returns false for what is no webhook's: its verb, or an empty segment; nothing has been answered then
 * @see Azure/azure-functions-host HostController.cs (`ExtensionWebHookHandler`)
 */
export async function handleWebhookRequest(
  webhooks: ReadonlyMap<string, Webhook>,
  keys: KeyStore,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = routedPathOf(request).toLowerCase();
  if (!path.startsWith(`${webhooksPath}/`)) return false;
  const [extension = '', ...rest] = path.slice(webhooksPath.length + 1).split('/');
  const isRouted = verbs.has(request.method ?? '') && !rest.slice(0, -1).includes('');
  if (!extension || !isRouted) return false;
  response.setHeader('Server', 'Kestrel');
  const webhook = webhooks.get(extension);
  const refusal = webhook?.isOpen ? undefined : webhookRefusal(request, extension, keys);
  if (refusal) refuse(response, refusal);
  else if (webhook) await webhook.handle(request, response);
  else sendEmpty(response, 404);
  return true;
}
