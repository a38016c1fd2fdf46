import type { HostJson } from '../settings/host-json.ts';

/** The extension's options: host.json `extensions.mcp`, and the key and the tools of its environment. */
export interface McpOptions {
  readonly serverName: string;
  readonly serverVersion: string;
  readonly instructions?: string;
  readonly useAbsoluteUriForEndpoint: boolean;
  /** As host.json asks for it; Core Tools write session ids plainly nevertheless. */
  readonly encryptClientState: boolean;
  /** Session ids are written plainly: under Core Tools, or with `encryptClientState: false`. */
  readonly plainClientState: boolean;
  /** The key of encrypted session ids, as the environment has it; none means that sessions fail. */
  readonly encryptionKey?: string;
}

/** @see Azure/azure-functions-mcp-extension Configuration/McpOptions.cs, ClientStateManager.cs, Security/TokenUtility.cs */
export function readMcpOptions({ settings }: HostJson, env: NodeJS.ProcessEnv): McpOptions {
  const instructions = settings.text('extensions:mcp:instructions');
  const encryptionKey = env['WEBSITE_AUTH_ENCRYPTION_KEY'] || env['CONTAINER_ENCRYPTION_KEY'];
  const encryptClientState = settings.flag('extensions:mcp:encryptClientState') ?? true;
  return {
    serverName: settings.text('extensions:mcp:serverName') ?? 'Azure Functions MCP server',
    serverVersion: settings.text('extensions:mcp:serverVersion') ?? '1.0.0',
    ...(instructions !== undefined && { instructions }),
    useAbsoluteUriForEndpoint:
      settings.flag('extensions:mcp:messageOptions:useAbsoluteUriForEndpoint') ?? false,
    encryptClientState,
    plainClientState: env['FUNCTIONS_CORETOOLS_ENVIRONMENT'] !== undefined || !encryptClientState,
    ...(encryptionKey && { encryptionKey }),
  };
}

/** The options as the admin API shows them. */
export function describeMcpOptions(options: McpOptions): object {
  const { serverName, serverVersion, encryptClientState, useAbsoluteUriForEndpoint } = options;
  return {
    serverName,
    serverVersion,
    encryptClientState,
    messageOptions: { useAbsoluteUriForEndpoint },
  };
}
