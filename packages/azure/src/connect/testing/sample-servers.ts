import { type AuthMode, type McpServer, serviceTitles } from '../../server.ts';
import { localServers } from '../local-servers.ts';

/** A client id of nobody. */
export const clientId = '0c1a9d3e-1111-4222-8333-444455556666';

/** Both servers on Azure, in an auth mode. */
export function azureServers(authMode: AuthMode): readonly McpServer[] {
  const signIn = {
    tenantId: '11111111-1111-4111-8111-111111111111',
    clientId: '22222222-2222-4222-8222-222222222222',
    identifierUri: 'api://11111111-1111-4111-8111-111111111111/func-ext-abc',
  };
  return (
    [
      ['extension-server', 'https://func-ext-abc.azurewebsites.net/runtime/webhooks/mcp'],
      ['self-hosted-server', 'https://func-self-abc.azurewebsites.net/mcp'],
    ] as const
  ).map(([service, url]) => ({
    service,
    title: serviceTitles[service],
    place: 'azure',
    url: new URL(url),
    authMode,
    ...(authMode === 'entra' && { signIn }),
  }));
}

/** Both servers here and on Azure, in an auth mode. */
export function sampleServers(authMode: AuthMode): readonly McpServer[] {
  return [...localServers(7070, authMode), ...azureServers(authMode)];
}
