import type { Client, JsonObject } from '../client.ts';
import type { Entry } from '../entry.ts';
import { keyHeader, whereKeyIs, withKey } from '../keys.ts';
import { withLocalSignIn, withSignIn } from '../sign-in.ts';
import { visualStudioCode } from '../../known-clients.ts';
import { shellLine } from '../../programs/shell-word.ts';

const inputId = ({ name }: Entry): string => `${name}-key`;

/**
 * The client id is for the identity provider of this machine alone, which lets no client register itself. For Entra ID
 * it must not be there: VS Code has its own way for it, in which no `resource` is sent.
 * @see https://code.visualstudio.com/docs/copilot/reference/mcp-configuration
 * @see https://github.com/microsoft/vscode/pull/308648 (`oauth.clientId`)
 */
function vsCodeServer(entry: Entry, clientId = visualStudioCode): JsonObject {
  const { url, authMode, place } = entry.server;
  const headers = { [keyHeader]: `\${input:${inputId(entry)}}` };
  const signsInHere = authMode === 'entra' && place === 'local';
  return {
    type: 'http',
    url: url.href,
    ...(authMode === 'key' && { headers }),
    ...(signsInHere && { oauth: { clientId } }),
  };
}

function vsCodeInputs(entries: readonly Entry[]): readonly (JsonObject & { id: string })[] {
  return withKey(entries).map((entry) => ({
    type: 'promptString',
    id: inputId(entry),
    description: `Key of ${entry.name}`,
    password: true,
  }));
}

/** One server with its name and inputs, as links and `code --add-mcp` take it. */
function single(entry: Entry, clientId?: string): JsonObject {
  const inputs = vsCodeInputs([entry]);
  return {
    name: entry.name,
    ...vsCodeServer(entry, clientId),
    ...(inputs.length > 0 && { inputs }),
  };
}

/** Opens VS Code. @see microsoft/vscode src/vs/workbench/contrib/mcp/browser/mcpWorkbenchService.ts */
function installLink(entry: Entry, clientId?: string): string {
  return `vscode:mcp/install?${encodeURIComponent(JSON.stringify(single(entry, clientId)))}`;
}

/** The same where only links of the web can be: `vscode.dev`, or `insiders.vscode.dev`. */
function webLink(entry: Entry, host: string, clientId?: string): string {
  const link = new URL(`https://${host}/redirect/mcp/install`);
  link.searchParams.set('name', entry.name);
  link.searchParams.set('config', JSON.stringify(vsCodeServer(entry, clientId)));
  const inputs = vsCodeInputs([entry]);
  if (inputs.length > 0) link.searchParams.set('inputs', JSON.stringify(inputs));
  if (host.startsWith('insiders.')) link.searchParams.set('quality', 'insiders');
  // The redirect decodes with decodeURIComponent, which knows no `+`.
  return link.href.replaceAll('+', '%20');
}

export const vsCode: Client = {
  name: 'vscode',
  title: 'VS Code',
  file: () => '.vscode/mcp.json',
  keys: 'Asked for when a server first starts, hidden while you type, and kept by VS Code.',
  signIn: {
    answer: 'yes',
    why: 'It signs in as a Microsoft account with its own client id, which this template lets in, and sends no `resource` there.',
    instead: '',
  },
  configure: (entries, { clientId }) => {
    const inputs = vsCodeInputs(entries);
    return {
      settings: {
        section: 'servers',
        servers: Object.fromEntries(
          entries.map((entry) => [entry.name, vsCodeServer(entry, clientId)]),
        ),
        ...(inputs.length > 0 && { inputs }),
      },
      ways: [
        {
          title: 'Links that add a server to your profile',
          lines: entries.map((entry) => installLink(entry, clientId)),
        },
        {
          title: 'The same for pages of the web',
          lines: entries.map((entry) => webLink(entry, 'vscode.dev', clientId)),
        },
        {
          title: 'The same for VS Code Insiders',
          lines: entries.map((entry) => webLink(entry, 'insiders.vscode.dev', clientId)),
        },
        {
          title: 'Commands that add a server to your profile',
          lines: entries.map((entry) =>
            shellLine('code', '--add-mcp', JSON.stringify(single(entry, clientId))),
          ),
        },
      ],
      leftOut: [],
      notes: [
        'code --add-mcp is quoted for a POSIX shell; PowerShell and cmd take the quotes out of the JSON. There take a link.',
        ...(inputs.length > 0
          ? ['VS Code asks for each key when it first starts the server. No key is in the file.']
          : []),
        ...withKey(entries).map(whereKeyIs),
        ...(withSignIn(entries).length > 0
          ? ['VS Code opens a browser to sign you in when it first starts a server.']
          : []),
        ...(withLocalSignIn(entries).length > 0
          ? [
              `The identity provider of this machine is not Microsoft’s, so the client id stands in oauth.clientId. A VS Code of before April 2026 does not know that, and asks: it is ${clientId ?? visualStudioCode}, without a secret. Then take one of the sample users.`,
            ]
          : []),
      ],
    };
  },
};
