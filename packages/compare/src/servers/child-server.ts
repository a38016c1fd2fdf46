import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own, which is what lets its CPU time be told from ours. */
export interface ChildServer {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** A local host ends its app in time, or not at all. */
const stopWithin = 12_000;

/** Starts a local host on an app folder. @throws as `startChildServer` */
export function startHostProcess(
  appRoot: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<ChildServer> {
  return startChildServer(new URL('host-server.ts', import.meta.url), [appRoot], env, signal);
}

/**
 * Starts a program that sends `{ port }` when it listens, or `{ failure }`, and that ends when its channel to us does.
 * @throws Error with what the server said, when it does not start; the reason of `signal` when that aborts first
 */
export async function startChildServer(
  file: URL,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<ChildServer> {
  signal.throwIfAborted();
  const child = fork(fileURLToPath(file), args, {
    env,
    // Ctrl-C is for us alone, who write what there is and then end them.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const failed = once(child, 'exit', { signal }).then(() => [{ failure: 'it ended at once' }]);
    const [message] = (await Promise.race([once(child, 'message', { signal }), failed])) as [
      { readonly port?: number; readonly failure?: string },
    ];
    if (message.port === undefined)
      throw new Error(`${args.join(' ')} did not start: ${message.failure}`);
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
