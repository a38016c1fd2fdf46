import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
} from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** What the tests need of a client, which both official ones have. */
export type McpClient = Pick<
  ClientV2,
  | 'listTools'
  | 'listResources'
  | 'listResourceTemplates'
  | 'listPrompts'
  | 'readResource'
  | 'getPrompt'
  | 'close'
  | 'getServerVersion'
> & { callTool(params: { name: string; arguments?: Record<string, unknown> }): Promise<object> };

const info = { name: 'test-client', version: '1.0.0' };

/** The official clients, each in the ways in which it can connect to a server of today. */
export const clients = {
  'sdk v1': async (url: URL): Promise<McpClient> => {
    const client = new ClientV1(info);
    await client.connect(new TransportV1(url));
    return client as unknown as McpClient;
  },
  'client v2': (url: URL) => connectV2(url, 'legacy'),
  'client v2, auto': (url: URL) => connectV2(url, 'auto'),
} as const satisfies Record<string, (url: URL) => Promise<McpClient>>;

export type ClientName = keyof typeof clients;

async function connectV2(url: URL, mode: 'legacy' | 'auto'): Promise<McpClient> {
  const client = new ClientV2(info, { versionNegotiation: { mode } });
  await client.connect(new TransportV2(url));
  return client;
}
