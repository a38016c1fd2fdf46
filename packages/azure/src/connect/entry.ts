import type { McpServer } from '../server.ts';

/** A server under the name that a client's configuration has for it. */
export interface Entry {
  readonly name: string;
  readonly server: McpServer;
  /** The variable of the environment that the key is read from, where a client can do that. */
  readonly keyVariable: string;
}

/** Names servers: `extension-server-local`, `self-hosted-server-dev`. No name is there twice. */
export function nameEntries(
  servers: readonly McpServer[],
  suffixOf: (server: McpServer) => string = ({ place }) => place,
): readonly Entry[] {
  const taken = new Set<string>();
  return servers.map((server) => {
    const wanted = `${server.service}-${suffixOf(server).replaceAll(/[^\w-]/g, '-')}`;
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}-${count}`;
    taken.add(name);
    const variable = name.toUpperCase().replaceAll('-', '_');
    return { name, server, keyVariable: `${variable}_KEY` };
  });
}
