import type { ServiceName } from '../server.ts';
import type { Entry } from './entry.ts';

/** The header that the Functions host reads a key from. */
export const keyHeader = 'x-functions-key';

/** Which key opens a server's MCP endpoint, and where `az functionapp keys list` has it. */
const keyOf: Readonly<Record<ServiceName, { name: string; query: string }>> = {
  'extension-server': {
    name: 'the system key mcp_extension',
    query: 'systemKeys.mcp_extension',
  },
  'self-hosted-server': { name: 'the host key default', query: 'functionKeys.default' },
};

/** The entries that want a key. */
export function withKey(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ server }) => server.authMode === 'key');
}

/** Where whoever may see a key finds it; the key itself is never read. */
export function whereKeyIs({ name, server }: Entry): string {
  const { name: key, query } = keyOf[server.service];
  if (server.place === 'local') {
    return `${name} wants ${key}. It is ${query} in apps/${server.service}/.local-host/keys.json, which npm start -- --auth key makes.`;
  }
  const app = /^([^.]+)\.(?:.+\.)?azurewebsites\.net$/.exec(server.url.hostname)?.[1] ?? 'APP';
  return `${name} wants ${key}. It is shown by: az functionapp keys list -g GROUP -n ${app} --query ${query} -o tsv`;
}

/** How the variables for keys are to be set: by hand, so that no key is in a file of the project. */
export function variableNotes(entries: readonly Entry[], reader: string): readonly string[] {
  const wanting = withKey(entries);
  if (wanting.length === 0) return [];
  const names = wanting.map(({ keyVariable }) => keyVariable).join(' and ');
  return [
    `${reader} reads the key from the environment: set ${names} before you start it. No key is written anywhere.`,
    ...wanting.map(whereKeyIs),
  ];
}
