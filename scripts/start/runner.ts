import type { ServerPlan } from './servers.ts';

/** One server that `npm start` runs: in the local host, or in the real one. */
export interface Runner {
  readonly plan: ServerPlan;
  /**
   * How many tools the server lists; `hidden` where it tells only those who have signed in elsewhere, undefined while
   * it does not run.
   */
  readonly toolCount: number | 'hidden' | undefined;
  /** @throws Error when the server can never run, such as for a port that is taken. */
  start(): Promise<void>;
  dispose(): Promise<void>;
}

/** The MCP endpoint of a server. */
export function endpointOf({ port, path }: ServerPlan): string {
  return `http://localhost:${port}${path}`;
}
