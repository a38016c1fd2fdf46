import {
  type ChildServer,
  isHarmless,
  type ListedTool,
  readProcessTimes,
  requestText,
  treeTime,
  type TreeTime,
} from '@side-by-side/compare';
import { UsageError } from '@side-by-side/local-host/errors';
import { callMethod, type Endpoint, requestId, sendMany } from './load.ts';
import { type CellName, cellNames, type Round } from './rows.ts';
import { type Results, startEcho, startHost } from './server.ts';
import type { BenchSettings } from './settings.ts';

/** What was measured, and on what. */
export interface Measured {
  readonly tool: string;
  readonly toolCount: number;
  /** Fewer than asked for when it was interrupted. */
  readonly rounds: readonly Round[];
}

/** One cell: where its requests go, and what they say. */
interface Cell {
  readonly server: ChildServer;
  readonly path: string;
  readonly body: string;
}

type Cells = Readonly<Record<CellName, Cell>>;

/**
 * Starts the servers, measures them in turn round by round, and stops them. When `signal` aborts it gives what
 * it has, undefined before anything is known.
 * @throws UsageError when the catalogue has no tool to call; Error when a server does not start or answer
 */
export async function runBench(
  settings: BenchSettings,
  signal: AbortSignal,
  onProgress: (text: string) => void,
): Promise<Measured | undefined> {
  const servers: ChildServer[] = [];
  const rounds: Round[] = [];
  let subject: Pick<Measured, 'tool' | 'toolCount'> | undefined;
  try {
    onProgress('starting the servers');
    const prepared = await prepare(settings.tool, servers, signal);
    const { cells } = prepared;
    ({ subject } = prepared);
    for (const name of cellNames) {
      onProgress(`warming up: ${name}`);
      const { server, path, body } = cells[name];
      await sendMany({ port: server.port, path }, body, settings.warmUp, signal);
    }
    while (rounds.length < settings.rounds) {
      const announce = (name: CellName): void =>
        onProgress(`round ${rounds.length + 1} of ${settings.rounds}: ${name}`);
      // In turn from both ends, so that none is always measured after the same neighbour.
      const names = rounds.length % 2 === 0 ? cellNames : cellNames.toReversed();
      rounds.push(await measureRound(cells, names, settings.requests, signal, announce));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    onProgress('stopping the servers');
    await Promise.all(servers.map((server) => server.stop()));
  }
  return subject && { ...subject, rounds };
}

async function measureRound(
  cells: Cells,
  names: readonly CellName[],
  requests: number,
  signal: AbortSignal,
  announce: (name: CellName) => void,
): Promise<Round> {
  const costs: Partial<Record<CellName, TreeTime>> = {};
  for (const name of names) {
    announce(name);
    const { server, path, body } = cells[name];
    const before = treeTime(await readProcessTimes(), server.pid);
    await sendMany({ port: server.port, path }, body, requests, signal);
    const after = treeTime(await readProcessTimes(), server.pid);
    costs[name] = {
      own: (after.own - before.own) / requests,
      below: (after.below - before.below) / requests,
    };
  }
  return costs as Round;
}

/** Starts all servers, each of which goes into `servers` at once; the echoes answer what the apps answer. */
async function prepare(
  wanted: string | undefined,
  servers: ChildServer[],
  signal: AbortSignal,
): Promise<{ cells: Cells; subject: Pick<Measured, 'tool' | 'toolCount'> }> {
  const started = (start: Promise<ChildServer>): Promise<ChildServer> =>
    start.then((server) => {
      servers.push(server);
      return server;
    });
  const [selfHosted, extension] = await all([
    started(startHost('../../apps/self-hosted-server', {}, signal)),
    started(startHost('../../apps/extension-server', {}, signal)),
  ]);
  const listBody = requestText(requestId, 'tools/list', {});
  const mcp: Endpoint = { port: selfHosted!.port, path: '/mcp' };
  const webhook: Endpoint = { port: extension!.port, path: '/runtime/webhooks/mcp' };
  const list = (await callMethod(mcp, listBody)) as { readonly tools: readonly ListedTool[] };
  const tool = wanted ?? list.tools.find(isHarmless)?.name;
  if (tool === undefined) {
    throw new UsageError(
      'No tool of the catalogue needs no arguments, changes nothing and asks nobody else: name one with --tool.',
    );
  }
  const callBody = requestText(requestId, 'tools/call', { name: tool, arguments: {} });
  const [call] = await Promise.all([mcp, webhook].map((one) => callTool(one, tool, callBody)));

  const results: Results = { 'tools/call': call, 'tools/list': list };
  const [echo, hop] = await all([
    started(startEcho(results, signal)),
    started(startHost('echo-handler', results, signal)),
  ]);
  const at = (server: ChildServer, path: string, body: string): Cell => ({ server, path, body });
  const cells: Cells = {
    'echo call': at(echo!, '/mcp', callBody),
    'echo list': at(echo!, '/mcp', listBody),
    'hop call': at(hop!, '/mcp', callBody),
    'self-hosted call': at(selfHosted!, mcp.path, callBody),
    'self-hosted list': at(selfHosted!, mcp.path, listBody),
    'extension call': at(extension!, webhook.path, callBody),
  };
  return { cells, subject: { tool, toolCount: list.tools.length } };
}

/** Waits for all even when one fails: what starts then is known, and can be stopped. */
async function all<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

async function callTool(endpoint: Endpoint, tool: string, body: string): Promise<unknown> {
  const result = (await callMethod(endpoint, body)) as { readonly isError?: boolean };
  if (result.isError)
    throw new UsageError(`${tool} answers with an error. Name another with --tool.`);
  return result;
}
