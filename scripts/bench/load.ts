import { once } from 'node:events';
import { Agent, type IncomingMessage, request as sendRequest } from 'node:http';

/** An MCP endpoint on loopback. */
export interface Endpoint {
  readonly port: number;
  readonly path: string;
}

/** So many connections stay open, and have one request under way each. */
export const connections = 8;

/** Silence that is taken for a server that hangs, in milliseconds. */
const timeout = 30_000;

const headers = {
  'Content-Type': 'application/json',
  Accept: 'application/json, text/event-stream',
};

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
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let left = count;
  async function sendInTurn(): Promise<void> {
    while (left-- > 0) {
      signal.throwIfAborted();
      await send(agent, endpoint, body);
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, sendInTurn));
  } finally {
    agent.destroy();
  }
}

/**
 * Calls a JSON-RPC method once and gives its result, also where the answer is an event stream.
 * @throws Error when there is none
 */
export async function callMethod(endpoint: Endpoint, body: string): Promise<unknown> {
  const agent = new Agent();
  const text = await send(agent, endpoint, body);
  const { result, error } = JSON.parse(text.slice(text.indexOf('{'))) as {
    readonly result?: unknown;
    readonly error?: { readonly message: string };
  };
  if (error) throw new Error(error.message);
  return result;
}

async function send(agent: Agent, { port, path }: Endpoint, body: string): Promise<string> {
  const sent = sendRequest({
    agent,
    host: '127.0.0.1',
    port,
    path,
    method: 'POST',
    headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
    timeout,
  });
  sent.once('timeout', () => sent.destroy(new Error(`${path} did not answer for ${timeout} ms.`)));
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk;
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
  return text;
}
