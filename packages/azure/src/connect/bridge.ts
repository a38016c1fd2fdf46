import type { JsonObject, Settings } from './client.ts';
import type { Entry } from './entry.ts';
import { keyHeader } from './keys.ts';
import { needsClientId } from './sign-in.ts';
import { mcpRemote } from './versions.ts';

/** Where mcp-remote finds the key: in a variable of its environment, or in a file of headers. */
export type KeySource =
  | { readonly from: 'variable' }
  | { readonly from: 'file'; readonly path: string };

/**
 * What stands behind `npx -y mcp-remote@…` to reach a server. mcp-remote itself fills in `${VARIABLE}`, and no argument
 * for a key has a space, which some clients on Windows would break.
 * @param clientId needed in auth mode `entra`
 * @see https://github.com/punkpeye/mcp-remote (README.md, Custom Headers; Static OAuth Client Information; Extra
 * authorization parameters)
 * @see https://github.com/anthropics/claude-code/issues/94804 (prompt=consent at Entra ID)
 */
export function bridgeArguments(
  { server, keyVariable }: Entry,
  key: KeySource,
  clientId?: string,
): readonly string[] {
  const url = server.url.href;
  if (server.authMode === 'key') {
    return key.from === 'file'
      ? [url, '--header-file', key.path]
      : [url, '--header', `${keyHeader}:\${${keyVariable}}`];
  }
  if (server.authMode === 'anonymous' || clientId === undefined) return [url];
  const information = JSON.stringify({ client_id: clientId });
  return [
    url,
    '--disable-resource-parameter',
    // In the place of prompt=consent, which asks for an administrator in tenants whose users may not consent.
    '--authorize-param',
    'prompt=select_account',
    '--static-oauth-client-info',
    information,
  ];
}

/** A server of a client that starts mcp-remote and speaks to it over its standard input and output. */
export function bridgeServer(entry: Entry, key: KeySource, clientId?: string): JsonObject {
  return { command: 'npx', args: ['-y', mcpRemote, ...bridgeArguments(entry, key, clientId)] };
}

/** The servers that a client reaches as things are, and why it does not reach the others. */
export function byReach(
  entries: readonly Entry[],
  clientId: string | undefined,
  client: string,
): { readonly reachable: readonly Entry[]; readonly leftOut: readonly string[] } {
  const isReachable = ({ server }: Entry): boolean =>
    server.authMode !== 'entra' || clientId !== undefined;
  return {
    reachable: entries.filter(isReachable),
    leftOut: entries
      .filter((entry) => !isReachable(entry))
      .map((entry) => needsClientId(entry, client)),
  };
}

/** What goes into the file of a client that has its servers under `mcpServers`; nothing where there are none. */
export function mcpServers(
  entries: readonly Entry[],
  serverOf: (entry: Entry) => JsonObject,
): { readonly settings?: Settings } {
  if (entries.length === 0) return {};
  const servers = Object.fromEntries(entries.map((entry) => [entry.name, serverOf(entry)]));
  return { settings: { section: 'mcpServers', servers } };
}
