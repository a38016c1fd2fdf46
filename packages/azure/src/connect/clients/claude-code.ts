import { bridgeServer, byReach, mcpServers } from '../bridge.ts';
import type { Client, JsonObject } from '../client.ts';
import type { Entry } from '../entry.ts';
import { keyHeader, variableNotes } from '../keys.ts';
import { bridgeRedirects, registrationNotes, resourceFits, resourceRefused } from '../sign-in.ts';
import { shellLine } from '../../programs/shell-word.ts';

/** Where Claude Code listens for the answer to its own sign-in: `http://localhost:PORT/callback`. */
const callbackPort = 8080;
const ownRedirect = `http://localhost:${callbackPort}/callback`;

/**
 * @see https://code.claude.com/docs/en/mcp (Environment variable expansion in .mcp.json; Use pre-configured OAuth
 * credentials)
 */
function claudeCodeServer(entry: Entry, clientId?: string): JsonObject {
  const { server, keyVariable } = entry;
  const direct = { type: 'http', url: server.url.href };
  if (server.authMode === 'key') {
    return { ...direct, headers: { [keyHeader]: `\${${keyVariable}}` } };
  }
  if (server.authMode === 'anonymous' || clientId === undefined) return direct;
  return resourceFits(server)
    ? { ...direct, oauth: { clientId, callbackPort } }
    : { type: 'stdio', ...bridgeServer(entry, { from: 'variable' }, clientId) };
}

/** `claude mcp add …`. What takes several values stands last, as it would swallow the name. */
function addCommand(entry: Entry, clientId?: string): string {
  const { command, args, url, headers, oauth } = claudeCodeServer(entry, clientId) as {
    command?: string;
    args?: readonly string[];
    url?: string;
    headers?: Readonly<Record<string, string>>;
    oauth?: object;
  };
  const add = ['claude', 'mcp', 'add', '--scope', 'project'];
  if (command !== undefined) {
    return shellLine(...add, '--transport', 'stdio', entry.name, '--', command, ...(args ?? []));
  }
  const signIn =
    oauth && clientId ? ['--client-id', clientId, '--callback-port', `${callbackPort}`] : [];
  const sent = Object.entries(headers ?? {}).flatMap(([name, value]) => [
    '--header',
    `${name}: ${value}`,
  ]);
  return shellLine(...add, '--transport', 'http', ...signIn, entry.name, url ?? '', ...sent);
}

export const claudeCode: Client = {
  name: 'claude-code',
  title: 'Claude Code',
  file: () => '.mcp.json',
  keys: 'From the environment of Claude Code, by `${NAME}`.',
  signIn: {
    answer: 'with a client id',
    why: `Entra ID lets no client register itself. ${resourceRefused}`,
    instead:
      'mcp-remote with your client id signs in for it. It signs in itself where the Application ID URI is the server’s own URL, on a custom domain; then with `prompt=consent`, which asks for an administrator where users may not consent (AADSTS90095).',
  },
  configure: (entries, { clientId }) => {
    const { reachable, leftOut } = byReach(entries, clientId, 'claude-code');
    const lines = reachable.map((entry) => addCommand(entry, clientId));
    return {
      ...mcpServers(reachable, (entry) => claudeCodeServer(entry, clientId)),
      ways: lines.length > 0 ? [{ title: 'Commands that write the same', lines }] : [],
      leftOut,
      notes: [
        ...(lines.some((line) => line.includes("'"))
          ? ['The commands are quoted for a POSIX shell. On Windows take the file: --write.']
          : []),
        'Claude Code asks you to approve the servers of a project when you next start it there.',
        ...variableNotes(entries, 'Claude Code'),
        ...registrationNotes(entries, (server) =>
          resourceFits(server) ? [ownRedirect] : bridgeRedirects,
        ),
      ],
    };
  },
};
