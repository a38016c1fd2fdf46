import { posix, win32 } from 'node:path';
import { bridgeServer, byReach, type KeySource, mcpServers } from '../bridge.ts';
import type { Client } from '../client.ts';
import type { Entry } from '../entry.ts';
import { keyHeader, whereKeyIs, withKey } from '../keys.ts';
import { registrationNotes } from '../sign-in.ts';

/** The file of headers of one server: yours to write, as Claude Desktop hands on no variables of the environment. */
function headerFile({ name }: Entry, home: string): string {
  const path = home.includes('\\') ? win32 : posix;
  return path.join(home, '.functions-mcp-side-by-side', 'headers', `${name}.txt`);
}

/** @see https://modelcontextprotocol.io/docs/develop/connect-local-servers */
function settingsFile(home: string, platform: NodeJS.Platform): string | undefined {
  if (platform === 'darwin') {
    return posix.join(home, 'Library/Application Support/Claude/claude_desktop_config.json');
  }
  // %APPDATA%, where nobody has moved it.
  return platform === 'win32'
    ? win32.join(home, 'AppData', 'Roaming', 'Claude', 'claude_desktop_config.json')
    : undefined;
}

export const claudeDesktop: Client = {
  name: 'claude-desktop',
  title: 'Claude Desktop',
  file: settingsFile,
  keys: 'From a file of headers in your home folder, which you write; the settings name only the file.',
  signIn: {
    answer: 'with a client id',
    why: 'Entra ID lets no client register itself. Its connectors call from Anthropic’s cloud, and send `resource`, which Entra ID refuses (AADSTS9010010).',
    instead: 'mcp-remote with your client id signs in for it.',
  },
  configure: (entries, { clientId, homeFolder }) => {
    const key = (entry: Entry): KeySource => ({
      from: 'file',
      path: headerFile(entry, homeFolder),
    });
    const { reachable, leftOut } = byReach(entries, clientId, 'claude-desktop');
    return {
      ...mcpServers(reachable, (entry) => bridgeServer(entry, key(entry), clientId)),
      ways: [],
      leftOut,
      notes: [
        'Claude Desktop starts mcp-remote with npx: it needs Node on its PATH. Restart it after a change.',
        ...withKey(entries).flatMap((entry) => [
          `Write the key of ${entry.name} into ${headerFile(entry, homeFolder)}, a file that only you can read, as the line ${keyHeader}: KEY`,
          whereKeyIs(entry),
        ]),
        ...registrationNotes(entries),
      ],
    };
  },
};
