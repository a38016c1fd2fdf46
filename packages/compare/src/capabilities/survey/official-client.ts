import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';
import type { Recorded } from '../wire/recorded.ts';
import type { Wire } from '../wire/wire.ts';

/** Something that the server said of its own accord: a request to the client, or a notification. */
export interface Heard {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The official client (SDK v1), able to do all that servers may ask, with ears for all that they say. */
export interface AttentiveClient {
  readonly client: Client;
  readonly heard: readonly Heard[];
  /** Sends a request and takes whatever result comes; throws what the server answers as an error. */
  request(
    method: string,
    params: object,
    options?: RequestLimits,
  ): Promise<Record<string, unknown>>;
  /** Resolves when something is heard that `isWanted`, or after so many milliseconds. */
  waitFor(isWanted: (heard: Heard) => boolean, milliseconds: number): Promise<Heard | undefined>;
  close(): Promise<void>;
}

export interface RequestLimits {
  readonly timeout?: number;
  /** Asks for progress. */
  readonly progress?: boolean;
}

const anything = z.looseObject({});

/** What the probe answers to servers that ask the client for something. */
const replies: Readonly<Record<string, object>> = {
  'elicitation/create': { action: 'decline' },
  'sampling/createMessage': {
    role: 'assistant',
    model: 'none',
    content: { type: 'text', text: 'This is a probe; there is no model.' },
  },
  'roots/list': { roots: [] },
  ping: {},
};

/**
 * Connects the official client over a wire.
 * @throws what the client throws where it finds the server impossible to talk to
 */
export async function connectAttentiveClient(wire: Wire, name: string): Promise<AttentiveClient> {
  const client = new Client(
    { name, version: '1.0.0' },
    { capabilities: { elicitation: {}, sampling: {}, roots: { listChanged: true } } },
  );
  const heard: Heard[] = [];
  const listeners = new Set<(heard: Heard) => void>();
  const hear = (method: string, params: unknown): void => {
    const item = { method, params: (params ?? {}) as Heard['params'] };
    heard.push(item);
    for (const listener of listeners) listener(item);
  };
  client.fallbackRequestHandler = (request) => {
    hear(request.method, request.params);
    return Promise.resolve(replies[request.method] ?? {});
  };
  client.fallbackNotificationHandler = (notification) => {
    hear(notification.method, notification.params);
    return Promise.resolve();
  };
  // These are answered by the client itself, unless it is told otherwise.
  client.removeRequestHandler('ping');
  client.removeNotificationHandler('notifications/progress');
  const transport = new StreamableHTTPClientTransport(wire.target.url, {
    fetch: wire.fetch,
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1000,
      maxReconnectionDelay: 1000,
      reconnectionDelayGrowFactor: 1,
    },
  });
  await client.connect(transport, { timeout: 5000, signal: wire.signal });
  let token = 0;
  return {
    client,
    heard,
    request(method, params, { timeout = 3000, progress = false } = {}) {
      const _meta = { progressToken: `probe-${(token += 1)}` };
      return client.request(
        { method, params: { ...params, ...(progress && { _meta }) } },
        anything,
        {
          timeout,
          signal: wire.signal,
        },
      );
    },
    waitFor(isWanted, milliseconds) {
      const already = heard.find(isWanted);
      if (already) return Promise.resolve(already);
      return new Promise((resolve) => {
        const finish = (item?: Heard): void => {
          clearTimeout(timer);
          listeners.delete(listen);
          resolve(item);
        };
        const listen = (item: Heard): void => void (isWanted(item) && finish(item));
        const timer = setTimeout(finish, milliseconds);
        wire.signal.addEventListener('abort', () => finish(), { once: true });
        listeners.add(listen);
      });
    },
    async close() {
      await Promise.race([
        transport.terminateSession().catch(() => {}),
        new Promise((resolve) => void setTimeout(resolve, 1000).unref()),
      ]);
      await client.close();
    },
  };
}

/** The recorded requests of a client that carry a method. */
export function requestsOf(recorded: readonly Recorded[], method: string): Recorded[] {
  return recorded.filter(({ request }) => request.body?.includes(`"method":"${method}"`));
}
