import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { formatError, UsageError } from '@side-by-side/local-host';
import { defineCommand } from 'citty';
import { authModes, type McpServer } from '../server.ts';
import type { Client } from './client.ts';
import { clients } from './clients.ts';
import { type ConnectSettings, readConnectSettings } from './connect-settings.ts';
import { nameEntries } from './entry.ts';
import {
  formatChanges,
  formatConfiguration,
  formatOverview,
  formatRemarks,
  formatServers,
  settingsAsJson,
} from './format-configuration.ts';
import { givenServers } from './given-servers.ts';
import { localServers } from './local-servers.ts';
import { writeSettings } from './write-settings.ts';

/** What the command needs from outside. */
export interface ConnectParts {
  /** The servers of an azd environment. Without it `--env` says that it cannot. */
  readonly findServers?: (environmentName?: string) => Promise<readonly McpServer[]>;
  /** The azd environment that is current; undefined where there is none. Only mentioned. */
  readonly currentEnvironment?: () => Promise<string | undefined>;
}

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
        const userFolder = process.env['INIT_CWD'] ?? process.cwd();
        const settings = readConnectSettings(args, rawArgs, userFolder);
        const servers = await serversOf(settings, parts);
        await (settings.write && settings.client
          ? write(settings.client, servers, settings)
          : show(servers, settings, parts));
      } catch (error) {
        console.error(formatError(error));
        process.exitCode = 1;
      }
    },
  });
}

/** `npm run connect`. */
export const connectCommand = createConnectCommand({});

async function serversOf(
  { environment, urls, local, portBase, authMode }: ConnectSettings,
  { findServers }: ConnectParts,
): Promise<readonly McpServer[]> {
  if (environment !== undefined && !findServers) {
    throw new UsageError(
      'The servers of an azd environment cannot be found here. Give their addresses: --url URL --url URL --auth MODE',
    );
  }
  const found = environment === undefined ? [] : ((await findServers?.(environment)) ?? []);
  const mine = local ? localServers(portBase, authMode ?? 'anonymous') : [];
  return [...mine, ...givenServers(urls, authMode), ...found];
}

function configure(client: Client, servers: readonly McpServer[], settings: ConnectSettings) {
  const { suffix, environment = 'azure', clientId } = settings;
  const entries = nameEntries(
    servers,
    ({ place }) => suffix ?? (place === 'local' ? 'local' : environment),
  );
  const homeFolder = homedir();
  const options = { homeFolder, ...(clientId !== undefined && { clientId }) };
  return {
    entries,
    configuration: client.configure(entries, options),
    /** As it is shown: below the root of the project, where the command runs. */
    file: settings.file ?? client.file?.(homeFolder, process.platform),
  };
}

async function show(
  servers: readonly McpServer[],
  settings: ConnectSettings,
  { currentEnvironment }: ConnectParts,
): Promise<void> {
  const shown = settings.client ? [settings.client] : clients;
  const rows = shown.map((client) => ({ client, ...configure(client, servers, settings) }));
  if (settings.json) {
    const all = rows.map(({ client, file, configuration }) => ({
      client: client.name,
      ...(file !== undefined && { file }),
      ...configuration,
      ...(configuration.settings && { settings: settingsAsJson(configuration.settings) }),
    }));
    console.log(JSON.stringify(settings.client ? all[0] : all, undefined, 2));
    return;
  }
  console.log(`\n${formatServers(rows[0]!.entries)}\n`);
  const [only] = rows;
  if (settings.client && only) {
    console.log(`${formatConfiguration(only.client, only.configuration, only.file)}\n`);
    return;
  }
  console.log(`${formatOverview(rows)}\n`);
  console.log('  npm run connect -- CLIENT shows what one needs, --write puts it into its file.');
  const environment = settings.environment ?? (await currentEnvironment?.());
  if (environment !== undefined && settings.environment === undefined) {
    console.log(`  On Azure: npm run connect -- --env ${environment}`);
  }
  console.log('  docs/connect.md tells which client can sign in with Entra ID.\n');
}

async function write(
  client: Client,
  servers: readonly McpServer[],
  settings: ConnectSettings,
): Promise<void> {
  const { configuration, file } = configure(client, servers, settings);
  if (configuration.leftOut.length > 0) process.exitCode = 1;
  if (!configuration.settings) {
    throw new UsageError(
      configuration.leftOut.join('\n') ||
        `${client.title} has no file that could be written. npm run connect -- ${client.name} shows its command lines.`,
    );
  }
  if (file === undefined) {
    throw new UsageError(`Where ${client.title} has its file here is not known. Name it: --file F`);
  }
  const changes = await writeSettings(resolve(file), configuration.settings, {
    shownAs: file,
    force: settings.force,
  });
  if (settings.json) {
    const { leftOut, notes } = configuration;
    console.log(
      JSON.stringify({ client: client.name, file, changes, leftOut, notes }, undefined, 2),
    );
    return;
  }
  console.log(formatChanges(file, changes));
  const remarks = formatRemarks(configuration);
  if (remarks) console.log(`\n${remarks}`);
}
