/** The services of azure.yaml, which are the two hosting modes. */
export const serviceNames = ['extension-server', 'self-hosted-server'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Who is let in: who signs in with Entra, who has a key, or everybody. */
export const authModes = ['entra', 'key', 'anonymous'] as const;
export type AuthMode = (typeof authModes)[number];

/** A server that MCP clients can connect to, on this machine or on Azure. */
export interface McpServer {
  readonly service: ServiceName;
  /** As people read it: `Extension server`. */
  readonly title: string;
  readonly place: 'local' | 'azure';
  /** The MCP endpoint. */
  readonly url: URL;
  readonly authMode: AuthMode;
  /** What sign-in needs, in auth mode `entra`. */
  readonly signIn?: SignIn;
}

/** The Entra registration that stands for a server. */
export interface SignIn {
  readonly tenantId: string;
  readonly clientId: string;
  /** Application ID URI: what tokens are asked for. The scope is `<identifierUri>/user_impersonation`. */
  readonly identifierUri: string;
}

/** As people read the services' names. */
export const serviceTitles: Readonly<Record<ServiceName, string>> = {
  'extension-server': 'Extension server',
  'self-hosted-server': 'Self-hosted server',
};

/** The path of each MCP endpoint, on this machine as on Azure. */
export const mcpPaths: Readonly<Record<ServiceName, string>> = {
  'extension-server': '/runtime/webhooks/mcp',
  'self-hosted-server': '/mcp',
};
