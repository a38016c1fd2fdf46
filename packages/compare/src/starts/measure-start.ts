import { canReadProcesses, readProcessTimes, treeTime } from '../processes/process-times.ts';
import { requestText } from '../rpc/mcp-session.ts';
import { openPoster } from '../rpc/post.ts';
import { readResult } from '../rpc/read-result.ts';
import { startHostProcess } from '../servers/child-server.ts';

/** What one start took. */
export interface Start {
  /** From the start of the host's process to the first answer, in milliseconds. */
  readonly firstAnswer: number;
  /** The processor time of the app's own process up to then, in milliseconds; undefined where it cannot be read. */
  readonly appCpu: number | undefined;
}

/**
 * Starts an app in a local host, asks it for its tools once, and stops it.
 * @param path where its MCP endpoint is
 * @throws Error when it does not start, or does not answer
 */
export async function measureStart(
  appRoot: string,
  path: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Start> {
  const begun = performance.now();
  const host = await startHostProcess(appRoot, env, signal);
  const url = new URL(path, `http://127.0.0.1:${host.port}`);
  const poster = openPoster(url, {}, 1, signal);
  try {
    readResult(await poster.post(requestText(1, 'tools/list', {})), 1);
    const firstAnswer = performance.now() - begun;
    if (!canReadProcesses()) return { firstAnswer, appCpu: undefined };
    const { below } = treeTime(await readProcessTimes(), host.pid);
    return { firstAnswer, appCpu: below / 1000 };
  } finally {
    poster.close();
    await host.stop();
  }
}
