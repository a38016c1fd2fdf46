import type { Server } from './servers.ts';

export interface RpcAnswer {
  readonly id: unknown;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
}

const headers = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

/** Sends one JSON-RPC request as a client without a session does. @param more headers */
export function postRpc(
  url: URL | string,
  method: string,
  params?: object,
  id: number | string = 1,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...headers, ...more },
    body: JSON.stringify({ jsonrpc: '2.0', id, method, ...(params && { params }) }),
  });
}

/** The same, and the answer read in either framing. */
export async function rpc(
  server: Server,
  method: string,
  params?: object,
  id: number | string = 1,
  more: Readonly<Record<string, string>> = {},
): Promise<RpcAnswer> {
  const response = await postRpc(server.url, method, params, id, more);
  const text = await response.text();
  const message = response.headers.get('content-type')?.startsWith('text/event-stream')
    ? lastData(text)
    : text;
  return JSON.parse(message) as RpcAnswer;
}

function lastData(stream: string): string {
  return stream
    .split('\n')
    .findLast((line) => line.startsWith('data: '))!
    .slice('data: '.length);
}
