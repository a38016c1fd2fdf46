import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Lacks } from './full-catalogue.ts';

/** What opens the server. */
export const token = 'a-token-that-nobody-sees';

const metadataPath = '/.well-known/oauth-protected-resource';

/** Answers what is about HTTP alone; returns whether the request has been dealt with. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  lacks: Lacks,
): boolean {
  const { headers, method } = request;
  const end = (status: number, given: Record<string, string> = {}, body = ''): true => {
    request.resume();
    response.writeHead(status, given).end(body);
    return true;
  };
  if (url.pathname.startsWith(metadataPath)) {
    if (lacks('signin.metadata')) return end(404);
    const document = {
      resource: 'https://full.example/mcp',
      authorization_servers: ['https://login.example'],
    };
    return end(200, { 'content-type': 'application/json' }, JSON.stringify(document));
  }
  if (headers.origin !== undefined && !lacks('http.origin')) return end(403);
  if (headers.origin !== undefined && lacks('http.cors-off')) {
    response.setHeader('access-control-allow-origin', headers.origin);
    if (method === 'OPTIONS') return end(204);
  }
  if (headers.authorization !== `Bearer ${token}` && !lacks('signin.required')) {
    const challenge = `Bearer resource_metadata="http://${headers.host}${metadataPath}/mcp"`;
    return end(401, lacks('signin.challenge') ? {} : { 'www-authenticate': challenge });
  }
  if (method !== 'POST' || url.pathname !== '/mcp') return false;
  const { accept = '' } = headers;
  const readable = accept.includes('application/json') || accept.includes('*/*');
  if (!readable && !lacks('http.accept')) return end(406);
  if (!accept.includes('text/event-stream') && lacks('transport.json-only-client')) return end(406);
  const isJson = headers['content-type']?.startsWith('application/json');
  if (!isJson && !lacks('http.content-type')) return end(415);
  return false;
}
