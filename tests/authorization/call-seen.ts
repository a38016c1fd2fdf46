import { type RawResponse, sendRaw } from '@side-by-side/local-host/testing';
import type { Server } from '../support/servers.ts';

/** How a call of the tool differs from a plain one. */
export interface CallOptions {
  /** As they go over the wire: names in their letter case, values with whatever is in them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** With its question mark. */
  readonly query?: string;
}

const body = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'seen', arguments: {} },
});

/** Calls the tool that tells who its caller is, over a socket of its own. */
export function callSeen(
  { port, url }: Server,
  { headers = {}, query = '' }: CallOptions,
): Promise<RawResponse> {
  return sendRaw(port, {
    method: 'POST',
    path: `${url.pathname}${query}`,
    headers: {
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
      ...headers,
    },
    body,
  });
}
