import { openPoster, readResult, runLoad } from '@side-by-side/compare';

/** An MCP endpoint on loopback. */
export interface Endpoint {
  readonly port: number;
  readonly path: string;
}

/** So many connections stay open, and have one request under way each. */
export const connections = 8;

/** Of every request: nobody confuses the answers on connections of their own. */
export const requestId = 1;

/**
 * Sends a body `count` times over keep-alive connections, each of which sends the next when it has the answer.
 * @throws Error when an answer is no 200; the reason of `signal` when that aborts first
 */
export async function sendMany(
  endpoint: Endpoint,
  body: string,
  count: number,
  signal: AbortSignal,
): Promise<void> {
  const poster = openPoster(urlOf(endpoint), {}, connections);
  async function send(): Promise<void> {
    const { status, text } = await poster.post(body);
    if (status !== 200) throw new Error(`${endpoint.path} answered ${status}: ${text}`);
  }
  try {
    const plan = { concurrency: connections, requests: count };
    const { failure } = await runLoad(send, plan, signal);
    if (failure) throw failure;
  } finally {
    poster.close();
  }
}

/**
 * Sends a JSON-RPC request with `requestId` and gives its result, also where the answer is an event stream.
 * @throws Error when there is none
 */
export async function callMethod(endpoint: Endpoint, body: string): Promise<unknown> {
  const poster = openPoster(urlOf(endpoint), {}, 1);
  try {
    return readResult(await poster.post(body), requestId);
  } finally {
    poster.close();
  }
}

function urlOf({ port, path }: Endpoint): URL {
  return new URL(path, `http://127.0.0.1:${port}`);
}
