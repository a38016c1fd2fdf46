import type { Client } from '../client.ts';
import type { Entry } from '../entry.ts';
import { keyHeader, variableNotes } from '../keys.ts';
import { resourceRefused, withLocalSignIn, withSignIn } from '../sign-in.ts';
import { shellLine, shellWord } from '../../programs/shell-word.ts';
import { inspector as inspectorPackage } from '../versions.ts';

/** What is sent, in double quotes: here the shell fills in what the Inspector does not. */
function headerWords({ server, keyVariable }: Entry): readonly string[] {
  if (server.authMode === 'key') return ['--header', `"${keyHeader}: $${keyVariable}"`];
  if (server.authMode === 'anonymous') return [];
  const scope = shellWord(`${server.signIn?.identifierUri ?? 'APPLICATION_ID_URI'}/.default`);
  return [
    '--header',
    `"Authorization: Bearer $(az account get-access-token --scope ${scope} --query accessToken -o tsv)"`,
  ];
}

/** What takes several values, `--header`, must not stand before the URL. */
function line(entry: Entry, before: readonly string[], after: readonly string[]): string {
  const start = shellLine('npx', '-y', inspectorPackage, ...before);
  return [start, ...headerWords(entry), ...after].join(' ');
}

export const inspector: Client = {
  name: 'inspector',
  title: 'MCP Inspector',
  keys: 'From the environment, by `$NAME`, which the shell fills in; so it is in the list of processes while it runs.',
  signIn: {
    answer: 'with a token',
    why: `Entra ID lets no client register itself. ${resourceRefused}`,
    instead:
      'A token of the Azure CLI in a header, for an hour (`ALLOW_AZURE_CLI`). Where the Application ID URI is the server’s own URL, on a custom domain, `--cli` signs in itself with `--client-id ID`, whose redirect URI is `http://127.0.0.1:6276/oauth/callback`.',
  },
  configure: (entries) => {
    const unreachable = withLocalSignIn(entries);
    const reachable = entries.filter((entry) => !unreachable.includes(entry));
    return {
      ways:
        reachable.length > 0
          ? [
              {
                title: 'In the browser',
                lines: reachable.map((entry) =>
                  line(entry, ['--server-url', entry.server.url.href, '--transport', 'http'], []),
                ),
              },
              {
                title: 'On the command line',
                lines: reachable.map((entry) =>
                  line(
                    entry,
                    ['--cli', entry.server.url.href, '--transport', 'http'],
                    ['--method', 'tools/list'],
                  ),
                ),
              },
            ]
          : [],
      leftOut: unreachable.map(
        ({ name }) =>
          `${name}: the Azure CLI has no token of the local identity provider. Take VS Code, or npm start -- --auth key.`,
      ),
      notes: [
        'The Inspector needs Node 22.19 or newer. The lines are for a POSIX shell.',
        ...variableNotes(entries, 'The shell'),
        ...(withSignIn(reachable).length > 0
          ? ['az login first. The token is valid for about an hour, and is printed nowhere.']
          : []),
      ],
    };
  },
};
