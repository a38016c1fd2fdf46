import { bridgeArguments, byReach } from '../bridge.ts';
import type { Client } from '../client.ts';
import { variableNotes } from '../keys.ts';
import { registrationNotes, withSignIn } from '../sign-in.ts';
import { shellLine } from '../../programs/shell-word.ts';
import { mcpRemote as remotePackage } from '../versions.ts';

export const mcpRemote: Client = {
  name: 'mcp-remote',
  title: 'mcp-remote',
  keys: 'From the environment, by `${NAME}`, which mcp-remote fills in itself.',
  signIn: {
    answer: 'with a client id',
    why: 'Entra ID lets no client register itself, and refuses the `resource` that is sent by default (AADSTS9010010).',
    instead:
      '`--static-oauth-client-info` names your client id, `--disable-resource-parameter` (since 0.1.43) leaves `resource` out, `--authorize-param prompt=select_account` the question for consent.',
  },
  configure: (entries, { clientId }) => {
    const { reachable, leftOut } = byReach(entries, clientId, 'mcp-remote');
    const argumentsOf = reachable.map((entry) =>
      bridgeArguments(entry, { from: 'variable' }, clientId),
    );
    return {
      ways:
        reachable.length > 0
          ? [
              {
                title: 'For a client that only starts servers of its own',
                lines: argumentsOf.map((words) => shellLine('npx', '-y', remotePackage, ...words)),
              },
              {
                title: 'To try it: lists what the server has',
                lines: argumentsOf.map((words) =>
                  shellLine('npx', '-y', '-p', remotePackage, 'mcp-remote-client', ...words),
                ),
              },
            ]
          : [],
      leftOut,
      notes: [
        ...variableNotes(entries, 'mcp-remote'),
        ...registrationNotes(entries),
        ...(withSignIn(entries).length > 0
          ? [
              'Where a shell breaks the quotes (cmd, Windows PowerShell 5.1), put the JSON into a file and name it: --static-oauth-client-info @FILE',
            ]
          : []),
      ],
    };
  },
};
