import { formatError, printable } from '@side-by-side/local-host/errors';
import { userFolder } from '@side-by-side/local-host/command-line';
import { defineCommand } from 'citty';
import { projectRoot } from '../project-root.ts';
import { authModes } from '../server.ts';
import { clients } from './clients.ts';
import { readConnectSettings } from './connect-settings.ts';
import {
  type ConnectParts,
  findServers,
  showConfiguration,
  writeConfiguration,
} from './run-connect.ts';

/** Makes `npm run connect`: what MCP clients need to reach the servers, shown or written. */
export function createConnectCommand(parts: ConnectParts) {
  return defineCommand({
    meta: {
      name: 'npm run connect',
      description:
        'Shows what MCP clients need to reach the servers, or writes it into their files. Holds no key.',
    },
    args: {
      client: {
        type: 'positional',
        required: false,
        description: `${clients.map(({ name }) => name).join(', ')}; without one, all in short`,
      },
      env: {
        type: 'string',
        description: 'The servers that this azd environment has on Azure',
        valueHint: 'NAME',
      },
      url: {
        type: 'string',
        description: 'The server at this MCP endpoint; may be given several times',
        valueHint: 'URL',
      },
      local: {
        type: 'boolean',
        description: 'The servers of npm start; the default without --env and --url',
      },
      'port-base': {
        type: 'string',
        description: 'The --port-base of npm start',
        default: '7070',
        valueHint: 'N',
      },
      auth: {
        type: 'enum',
        options: [...authModes],
        description: 'Who is let in, locally or at --url (locally: anonymous)',
      },
      'client-id': {
        type: 'string',
        description: 'A registration of yours in Entra ID, for clients that need one to sign in',
        valueHint: 'ID',
      },
      name: {
        type: 'string',
        description: 'Names the servers extension-server-NAME and self-hosted-server-NAME',
        valueHint: 'NAME',
      },
      write: { type: 'boolean', description: 'Merge it into the file of the client' },
      file: { type: 'string', description: 'Another file for --write', valueHint: 'FILE' },
      force: {
        type: 'boolean',
        description: 'Overwrite servers of the same names that have other addresses',
      },
      json: { type: 'boolean', description: 'Print JSON' },
    },
    async run({ args, rawArgs }) {
      try {
        const settings = readConnectSettings(args, rawArgs, userFolder());
        const servers = await findServers(settings, parts);
        await (settings.write && settings.client
          ? writeConfiguration(settings.client, servers, settings)
          : showConfiguration(servers, settings, parts));
      } catch (error) {
        console.error(formatError(error));
        process.exitCode = 1;
      }
    },
  });
}

/** `npm run connect`: servers of an azd environment are found by its outputs, without Azure where they are there. */
export const connectCommand = createConnectCommand({
  async findServers(name) {
    const { environmentServers } = await import('./environment-servers.ts');
    const { servers, remarks } = await environmentServers({ root: projectRoot, name });
    for (const remark of remarks) console.error(`! ${printable(remark)}`);
    return servers;
  },
  async currentEnvironment() {
    const { selectEnvironment } = await import('../environment/select-environment.ts');
    const selected = selectEnvironment(projectRoot, undefined, process.env);
    // That there is none, or which of several is meant, matters to nobody who asks for local servers.
    return selected.then(({ name }) => name).catch(() => undefined);
  },
});
