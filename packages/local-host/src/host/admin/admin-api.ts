import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyLimit, readBody, sendEmpty } from '../../http.ts';
import { adminRefusal, refuse } from '../../platform/authorization.ts';
import { routedPathOf } from '../../triggers/http/routing/request-path.ts';
import type { AdminAnswer } from './admin-call.ts';
import { adminRoutes } from './admin-routes.ts';
import type { AdministeredHost } from './administered-host.ts';

/**
 * Answers a request below `/admin`.
 * @returns false for what the admin API does not have: then nothing has been answered, and the path is
 * the functions'.
 */
export async function handleAdminRequest(
  host: AdministeredHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = routedPathOf(request).replace(/\/$/, '');
  const found = adminRoutes.find(
    (route) =>
      route.methods.includes(request.method ?? '') && new RegExp(route.path.source, 'i').test(path),
  );
  if (!found) return false;
  response.setHeader('Server', 'Kestrel');
  const refusal = found.isOpen ? undefined : adminRefusal(request, host.keys);
  if (refusal) {
    refuse(response, refusal);
    return true;
  }
  const { groups = {} } = new RegExp(found.path.source, 'i').exec(path)!;
  const body = parseJson((await readBody(request, bodyLimit(host.env))).toString('utf8'));
  send(response, await found.answer({ host, request, parameters: groups, body }));
  return true;
}

/** Whether a request is one for the admin API, or would be one for a function below `/admin`. */
export function isAdminRequest(request: IncomingMessage): boolean {
  return /^\/admin(?:\/|$)/i.test(routedPathOf(request));
}

function send(response: ServerResponse, { status, json, text, headers = {} }: AdminAnswer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status === 204) response.writeHead(204).end();
  else if (text !== undefined) {
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.writeHead(status);
    response.write(text);
    response.end();
  } else if (json === undefined) sendEmpty(response, status);
  else {
    const body = Buffer.from(JSON.stringify(json), 'utf8');
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.writeHead(status, { 'Content-Length': body.length }).end(body);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
