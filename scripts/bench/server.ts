import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server under measurement, in a process of its own. */
export interface BenchServer {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** A local host ends its app in time, or not at all. */
const stopWithin = 12_000;

/** Starts the bare echo, with what it answers to each method. */
export function startEcho(results: Results, signal: AbortSignal): Promise<BenchServer> {
  return startServer('echo-server.ts', [], echoEnvironment(results), signal);
}

/** Starts a local host on an app folder, given relative to this one. */
export function startHost(
  appFolder: string,
  results: Results,
  signal: AbortSignal,
): Promise<BenchServer> {
  const appRoot = fileURLToPath(new URL(appFolder, import.meta.url));
  return startServer('host-server.ts', [appRoot], echoEnvironment(results), signal);
}

/** JSON-RPC results by method. */
export type Results = Readonly<Record<string, unknown>>;

function echoEnvironment(results: Results): NodeJS.ProcessEnv {
  return { ...process.env, ECHO_RESULTS: JSON.stringify(results) };
}

/** @throws Error with what the server said, when it does not start; the reason of `signal` when that aborts first */
async function startServer(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<BenchServer> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    env,
    // Ctrl-C is for the benchmark alone, which prints what it has and then ends them.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const failed = once(child, 'exit', { signal }).then(() => [{ failure: 'it ended at once' }]);
    const [message] = (await Promise.race([once(child, 'message', { signal }), failed])) as [
      { readonly port?: number; readonly failure?: string },
    ];
    if (message.port === undefined)
      throw new Error(`${file} ${args.join(' ')}: ${message.failure}`);
    return { pid: child.pid!, port: message.port, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopWithin);
  // The servers end when the channel to us is gone, also when we are killed.
  if (child.connected) child.disconnect();
  await exited;
  clearTimeout(timer);
}
