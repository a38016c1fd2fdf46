import type { IncomingMessage } from 'node:http';
import type { McpServer } from './mcp-server.ts';
import type { McpOptions } from './options.ts';

/** What both transports of the extension work with. */
export interface McpEndpoint {
  readonly server: McpServer;
  readonly options: McpOptions;
  /** The id of this instance of the host: the second part of its session ids. */
  readonly instanceId: string;
  /** The limit of a body, in bytes. */
  readonly bodyLimit: number;
  /** Told of every message: what was asked for, for the request log. */
  readonly onOperation: (request: IncomingMessage, operation: string) => void;
}
