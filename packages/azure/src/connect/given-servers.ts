import { UsageError } from '@side-by-side/local-host/errors';
import { type AuthMode, type McpServer, serviceTitles } from '../server.ts';
import { serviceAt } from './local-servers.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The servers at addresses that were given.
 * @throws UsageError where one is no address, holds what may be a key, or does not go with the auth mode
 */
export function givenServers(
  addresses: readonly string[],
  authMode: AuthMode | undefined,
): readonly McpServer[] {
  return addresses.map((address) => {
    const url = readAddress(address);
    const isLocal = loopback.has(url.hostname);
    if (!isLocal && authMode === undefined) {
      throw new UsageError(
        `Say who is let in at ${url.origin}: --auth entra, --auth key or --auth anonymous.`,
      );
    }
    if (!isLocal && url.protocol === 'http:' && authMode !== 'anonymous') {
      throw new UsageError(`${url.origin}: keys and tokens are sent over https only.`);
    }
    const service = serviceAt(url);
    return {
      service,
      title: serviceTitles[service],
      place: isLocal ? 'local' : 'azure',
      url,
      authMode: authMode ?? 'anonymous',
    };
  });
}

/** What is wrong is told without the address, which may hold a key. */
function readAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError('--url needs the whole address of an MCP endpoint, https://…/mcp.');
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new UsageError(
      '--url: leave out what stands behind ? or before @. A key belongs in no address; --auth key asks for it in the client.',
    );
  }
  return url;
}
