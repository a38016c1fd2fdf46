/** The two servers. */
export const servers = [
  { id: 'extension', title: 'Extension server', mcpPath: '/runtime/webhooks/mcp' },
  { id: 'self-hosted', title: 'Self-hosted server', mcpPath: '/mcp' },
] as const;

export type ServerId = (typeof servers)[number]['id'];

/** Something to ask a server for. */
export interface Endpoint {
  readonly id: EndpointId;
  readonly title: string;
  /** `{mcp}` stands for the path of the MCP endpoint. */
  readonly path: string;
  /** @default GET */
  readonly rpc?: 'initialize' | 'tools/call';
  /** @default both servers have it */
  readonly only?: ServerId;
}

export type EndpointId =
  | 'initialize'
  | 'call'
  | 'get'
  | 'sse'
  | 'healthz'
  | 'metadata'
  | 'metadata-root'
  | 'admin'
  | 'me'
  | 'root';

export const endpoints: readonly Endpoint[] = [
  { id: 'call', title: '`tools/call`', path: '{mcp}', rpc: 'tools/call' },
  { id: 'initialize', title: '`initialize`', path: '{mcp}', rpc: 'initialize' },
  { id: 'sse', title: 'legacy SSE', path: '{mcp}/sse', only: 'extension' },
  { id: 'get', title: '`GET`', path: '{mcp}' },
  { id: 'healthz', title: '`/healthz`', path: '/healthz', only: 'self-hosted' },
  { id: 'metadata-root', title: 'PRM', path: '/.well-known/oauth-protected-resource' },
  {
    id: 'metadata',
    title: 'PRM of the path',
    path: '/.well-known/oauth-protected-resource{mcp}',
  },
  { id: 'me', title: '`/.auth/me`', path: '/.auth/me' },
  { id: 'admin', title: '`/admin/host/status`', path: '/admin/host/status' },
  { id: 'root', title: '`/`', path: '/' },
];

/** Those that a server has. */
export function endpointsOf(server: ServerId): readonly Endpoint[] {
  return endpoints.filter(({ only }) => only === undefined || only === server);
}
