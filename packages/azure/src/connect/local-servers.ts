import {
  type AuthMode,
  type McpServer,
  mcpPaths,
  type ServiceName,
  serviceTitles,
} from '../server.ts';

/** Both servers as `npm start` has them, on the two ports after `portBase`. */
export function localServers(portBase: number, authMode: AuthMode): readonly McpServer[] {
  return [
    server('extension-server', `http://localhost:${portBase + 1}`, authMode),
    server('self-hosted-server', `http://localhost:${portBase + 2}`, authMode),
  ];
}

function server(service: ServiceName, origin: string, authMode: AuthMode): McpServer {
  const url = new URL(mcpPaths[service], origin);
  return { service, title: serviceTitles[service], place: 'local', url, authMode };
}

/** Which service an address is of: the path of the extension server is always the same. */
export function serviceAt({ pathname }: URL): ServiceName {
  return pathname.startsWith(mcpPaths['extension-server'])
    ? 'extension-server'
    : 'self-hosted-server';
}
