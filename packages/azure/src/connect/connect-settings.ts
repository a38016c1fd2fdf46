import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '@side-by-side/local-host/errors';
import { readPortBase } from '@side-by-side/local-host/command-line';
import { type AuthMode, authModes } from '../server.ts';
import type { Client } from './client.ts';
import { clients } from './clients.ts';

/** What `npm run connect` was asked for. */
export interface ConnectSettings {
  /** undefined for the overview. */
  readonly client?: Client;
  readonly environment?: string;
  readonly urls: readonly string[];
  /** Whether the servers of `npm start` are meant. */
  readonly local: boolean;
  readonly portBase: number;
  readonly authMode?: AuthMode;
  readonly suffix?: string;
  readonly clientId?: string;
  readonly write: boolean;
  readonly force: boolean;
  /** A whole path. */
  readonly file?: string;
  readonly json: boolean;
}

/** The options as citty reads them. */
export interface ConnectArguments {
  readonly client?: string | undefined;
  readonly env?: string | undefined;
  readonly local?: boolean | undefined;
  readonly 'port-base': string;
  readonly auth?: string | undefined;
  readonly name?: string | undefined;
  readonly 'client-id'?: string | undefined;
  readonly write?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly file?: string | undefined;
  readonly json?: boolean | undefined;
}

/**
 * @param rawArgs all words of the command line, as only they have every `--url`
 * @param userFolder where the user stands, which `--file` starts from
 * @throws UsageError where they make no sense
 */
export function readConnectSettings(
  args: ConnectArguments,
  rawArgs: readonly string[],
  userFolder: string,
): ConnectSettings {
  const client = args.client === undefined ? undefined : clientNamed(args.client);
  const { env: environment, name: suffix, file } = args;
  const clientId = args['client-id'];
  const urls = everyUrl(rawArgs);
  const local = args.local ?? (environment === undefined && urls.length === 0);
  const authMode = readAuthMode(args.auth);
  const portBase = readPortBase(args['port-base']);

  if (environment !== undefined && urls.length > 0) {
    throw new UsageError('Give --env or --url, not both.');
  }
  if (authMode && !local && urls.length === 0) {
    throw new UsageError('--auth is for --url and the local servers. --env finds the auth mode.');
  }
  if (suffix !== undefined && !/^[A-Za-z0-9_-]+$/.test(suffix)) {
    throw new UsageError('--name: letters, digits, - and _ only.');
  }
  if (clientId !== undefined && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(clientId)) {
    throw new UsageError(
      '--client-id: the Application (client) ID of a registration, 8-4-4-4-12 hexadecimal digits.',
    );
  }
  if (!client && (args.write || file !== undefined || args.force)) {
    throw new UsageError(`Name the client that is to be written: ${names()}.`);
  }
  if (!args.write && (args.force || file !== undefined)) {
    throw new UsageError('--file and --force go with --write.');
  }
  return {
    ...(client && { client }),
    ...(environment !== undefined && { environment }),
    urls,
    local,
    portBase,
    ...(authMode && { authMode }),
    ...(suffix !== undefined && { suffix }),
    ...(clientId !== undefined && { clientId }),
    write: args.write ?? false,
    force: args.force ?? false,
    ...(file !== undefined && { file: resolve(userFolder, file) }),
    json: args.json ?? false,
  };
}

function clientNamed(name: string): Client {
  const found = clients.find((client) => client.name === name);
  if (!found) throw new UsageError(`There is no client ${name}. There are: ${names()}.`);
  return found;
}

function readAuthMode(text: string | undefined): AuthMode | undefined {
  const mode = authModes.find((known) => known === text);
  if (text !== undefined && !mode) {
    throw new UsageError(`--auth: ${text} is none of ${authModes.join(', ')}.`);
  }
  return mode;
}

/** citty keeps only the last one. */
function everyUrl(rawArgs: readonly string[]): readonly string[] {
  const { values } = parseArgs({
    args: [...rawArgs],
    options: { url: { type: 'string', multiple: true } },
    strict: false,
  });
  return (values.url ?? []).filter((url) => typeof url === 'string');
}

const names = (): string => clients.map(({ name }) => name).join(', ');
