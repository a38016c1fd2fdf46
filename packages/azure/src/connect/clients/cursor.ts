import { bridgeServer, byReach, mcpServers } from '../bridge.ts';
import type { Client, ConnectOptions, JsonObject } from '../client.ts';
import type { Entry } from '../entry.ts';
import { keyHeader, variableNotes } from '../keys.ts';
import { registrationNotes } from '../sign-in.ts';

/** @see https://cursor.com/docs/mcp (Config interpolation: `${env:NAME}` in `url` and `headers`) */
function cursorServer(entry: Entry, clientId?: string): JsonObject {
  const { url, authMode } = entry.server;
  if (authMode === 'entra') return bridgeServer(entry, { from: 'variable' }, clientId);
  const headers = { [keyHeader]: `\${env:${entry.keyVariable}}` };
  return { url: url.href, ...(authMode === 'key' && { headers }) };
}

/** Asks in Cursor whether to add a server. @see https://cursor.com/docs/context/mcp/install-links */
function deepLink(entry: Entry, { clientId }: ConnectOptions): string {
  const config = Buffer.from(JSON.stringify(cursorServer(entry, clientId))).toString('base64');
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${encodeURIComponent(entry.name)}&config=${encodeURIComponent(config)}`;
}

export const cursor: Client = {
  name: 'cursor',
  title: 'Cursor',
  file: () => '.cursor/mcp.json',
  keys: 'From the environment of Cursor, by `${env:NAME}`.',
  signIn: {
    answer: 'with a client id',
    why: 'Entra ID lets no client register itself. Its own sign-in sends `resource`, as its users report, which Entra ID refuses on azurewebsites.net (AADSTS9010010).',
    instead: 'mcp-remote with your client id signs in for it.',
  },
  configure: (entries, options) => {
    const { reachable, leftOut } = byReach(entries, options.clientId, 'cursor');
    return {
      ...mcpServers(reachable, (entry) => cursorServer(entry, options.clientId)),
      ways:
        reachable.length > 0
          ? [
              {
                title: 'Links that add a server',
                lines: reachable.map((entry) => deepLink(entry, options)),
              },
            ]
          : [],
      leftOut,
      notes: [...variableNotes(entries, 'Cursor'), ...registrationNotes(entries)],
    };
  },
};
