import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import type { McpServer } from '../server.ts';
import type { Client } from './client.ts';
import { clients } from './clients.ts';
import type { ConnectSettings } from './connect-settings.ts';
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

/**
 * The servers that are meant: local ones, given ones, those of an environment.
 * @throws UsageError, or whatever `findServers` throws, when there are none to find
 */
export async function findServers(
  { environment, urls, local, portBase, authMode }: ConnectSettings,
  parts: ConnectParts,
): Promise<readonly McpServer[]> {
  if (environment !== undefined && !parts.findServers) {
    throw new UsageError(
      'The servers of an azd environment cannot be found here. Give their addresses: --url URL --url URL --auth MODE',
    );
  }
  const found = environment === undefined ? [] : ((await parts.findServers?.(environment)) ?? []);
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

/** Prints what a client needs, or all clients in short. */
export async function showConfiguration(
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

/**
 * Merges what a client needs into its file, and prints what was done.
 * @throws UsageError where there is no file, nothing to write, or something in the way
 */
export async function writeConfiguration(
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
