import { fileURLToPath } from 'node:url';
import { type ChildServer, startChildServer, startHostProcess } from '@side-by-side/compare';

/** Starts the bare echo, with what it answers to each method. */
export function startEcho(results: Results, signal: AbortSignal): Promise<ChildServer> {
  const file = new URL('echo-server.ts', import.meta.url);
  return startChildServer(file, [], echoEnvironment(results), signal);
}

/** Starts a local host on an app folder, given relative to this one. */
export function startHost(
  appFolder: string,
  results: Results,
  signal: AbortSignal,
): Promise<ChildServer> {
  const appRoot = fileURLToPath(new URL(appFolder, import.meta.url));
  return startHostProcess(appRoot, echoEnvironment(results), signal);
}

/** JSON-RPC results by method. */
export type Results = Readonly<Record<string, unknown>>;

function echoEnvironment(results: Results): NodeJS.ProcessEnv {
  return { ...process.env, ECHO_RESULTS: JSON.stringify(results) };
}
