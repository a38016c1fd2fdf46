import type { McpServer } from '../server.ts';
import type { Entry } from './entry.ts';

const withoutRegistration =
  'Entra ID lets no client register itself, so it needs the id of a registration of yours.';
export const resourceRefused =
  'It sends `resource` as MCP asks for, which Entra ID refuses on azurewebsites.net (AADSTS9010010).';

/**
 * The redirect URIs of mcp-remote: it listens as localhost, and on Windows as 127.0.0.1. For public clients Entra ID
 * does not look at the port of either.
 * @see https://www.npmjs.com/package/mcp-remote/v/0.15.1 (parseCommandLineArgs: `host`)
 * @see https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions
 */
export const bridgeRedirects: readonly string[] = [
  'http://localhost/oauth/callback',
  'http://127.0.0.1/oauth/callback',
];

/** Whether the `resource` that clients send is the one the scope belongs to: only on a domain of the tenant. */
export function resourceFits({ signIn, url }: McpServer): boolean {
  return signIn?.identifierUri === url.href;
}

/** The entries that sign their callers in. */
export function withSignIn(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ server }) => server.authMode === 'entra');
}

/** Why an entry is left out while there is no client id. */
export function needsClientId({ name, server }: Entry, client: string): string {
  if (server.place === 'local') {
    return `${name}: the local identity provider knows VS Code and the Azure CLI, and no registration of yours. Take VS Code, or npm start -- --auth key. Of an identity provider that --auth-settings names: npm run connect -- ${client} --auth entra --client-id ID`;
  }
  return `${name}: it signs callers in, for which this client needs a client id. ${withoutRegistration} Then: npm run connect -- ${client} --client-id ID`;
}

/** The entries that sign their callers in at the identity provider of `npm start -- --auth entra`. */
export function withLocalSignIn(entries: readonly Entry[]): readonly Entry[] {
  return withSignIn(entries).filter(({ server }) => server.place === 'local');
}

/** How to come by a client id that may sign in on Azure; nothing where nobody has to there. */
export function registrationNotes(
  entries: readonly Entry[],
  redirectsOf: (server: McpServer) => readonly string[] = () => bridgeRedirects,
): readonly string[] {
  const onAzure = withSignIn(entries).filter(({ server }) => server.place === 'azure');
  if (onAzure.length === 0) return [];
  const redirects = [...new Set(onAzure.flatMap(({ server }) => redirectsOf(server)))].join(' ');
  return [
    `A client id of yours: az ad app create --display-name mcp-clients --sign-in-audience AzureADMyOrg --public-client-redirect-uris ${redirects} --query appId -o tsv, then az ad sp create --id ID.`,
    'Let the servers accept it: azd env set PRE_AUTHORIZED_CLIENT_IDS ID, then azd up.',
  ];
}
