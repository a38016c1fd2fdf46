import { type AuthMode, type McpServer, type ServiceName, serviceTitles } from '../server.ts';

/** The path of each MCP endpoint, on this machine as on Azure. */
const paths: Readonly<Record<ServiceName, string>> = {
  'extension-server': '/runtime/webhooks/mcp',
  'self-hosted-server': '/mcp',
};

/** Both servers as `npm start` has them, on the two ports after `portBase`. */
export function localServers(portBase: number, authMode: AuthMode): readonly McpServer[] {
  return [
    server('extension-server', `http://localhost:${portBase + 1}`, authMode),
    server('self-hosted-server', `http://localhost:${portBase + 2}`, authMode),
  ];
}

function server(service: ServiceName, origin: string, authMode: AuthMode): McpServer {
  const url = new URL(paths[service], origin);
  return { service, title: serviceTitles[service], place: 'local', url, authMode };
}

/** Which service an address is of: the path of the extension server is always the same. */
export function serviceAt({ pathname }: URL): ServiceName {
  return pathname.startsWith(paths['extension-server']) ? 'extension-server' : 'self-hosted-server';
}
