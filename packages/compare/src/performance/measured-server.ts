import {
  canReadProcesses,
  readProcessTimes,
  treeIds,
  treeTime,
  type TreeTime,
} from '../processes/process-times.ts';
import { residentMB } from '../processes/resident-memory.ts';
import { endSession, type McpSession, openSession, requestText } from '../rpc/mcp-session.ts';
import { openPoster, type PostAnswer, type Poster } from '../rpc/post.ts';
import { AnswerError, readResult } from '../rpc/read-result.ts';
import type { Target } from '../servers/target.ts';
import type { ListedTool } from './harmless-tool.ts';
import { type LoadPlan, type LoadResult, runLoad } from './run-load.ts';
import type { Subject } from './subject.ts';

/** What the processes of a server of ours have in use, in MB. */
export interface Memory {
  readonly whole: number;
  readonly app: number;
}

/** A server under measurement, with a session at it. */
export class MeasuredServer {
  readonly id: string;
  #target: Target;
  readonly #session: McpSession;
  readonly #signal: AbortSignal;
  #lastId = 0;

  private constructor(target: Target, session: McpSession, signal: AbortSignal) {
    this.id = target.id;
    this.#target = target;
    this.#session = session;
    this.#signal = signal;
  }

  /**
   * @param signal breaks everything that is under way
   * @throws Error when the server does not let itself be initialized
   */
  static async open(target: Target, signal: AbortSignal): Promise<MeasuredServer> {
    const fresh = await renewed(target);
    return new MeasuredServer(fresh, await openSession(fresh, signal), signal);
  }

  /** Makes sure that its token lasts for another round. @throws Error when there is none any more */
  async renew(): Promise<void> {
    this.#target = await renewed(this.#target);
  }

  async close(): Promise<void> {
    await endSession(this.#target, this.#session);
  }

  /** The answer to `initialize`. */
  get initialized(): PostAnswer {
    return this.#session.initialized;
  }

  /** Asks once, on a connection of its own. @throws Error when the answer is no result, or one that `isError` */
  async ask(method: string, params: object): Promise<{ answer: PostAnswer; result: unknown }> {
    const poster = this.#connect(1);
    try {
      return await this.#send(poster, method, params);
    } finally {
      poster.close();
    }
  }

  async listTools(): Promise<readonly ListedTool[]> {
    const { result } = await this.ask('tools/list', {});
    const { tools } = result as { readonly tools?: unknown };
    return Array.isArray(tools) ? (tools as ListedTool[]) : [];
  }

  /** Asks many times. @throws as `runLoad` */
  async load({ method, params }: Subject, plan: LoadPlan): Promise<LoadResult> {
    const poster = this.#connect(plan.concurrency);
    try {
      return await runLoad(() => this.#send(poster, method, params), plan, this.#signal);
    } finally {
      poster.close();
    }
  }

  /** Whether its processes are ours, and can be looked at. */
  get isOurs(): boolean {
    return this.#target.process !== undefined && canReadProcesses();
  }

  /** The CPU time of its processes up to now; only where they are ours. */
  async cpu(): Promise<TreeTime> {
    return treeTime(await readProcessTimes(), this.#target.process!.hostPid);
  }

  async memory(): Promise<Memory> {
    const [host, ...app] = treeIds(await readProcessTimes(), this.#target.process!.hostPid);
    const ofApp = await residentMB(app);
    return { whole: ofApp + (await residentMB([host!])), app: ofApp };
  }

  #connect(connections: number): Poster {
    return openPoster(this.#target.url, this.#target.headers, connections, this.#signal);
  }

  async #send(
    poster: Poster,
    method: string,
    params: object,
  ): Promise<{ answer: PostAnswer; result: unknown }> {
    // A session confuses two answers to the same id.
    const id = ++this.#lastId;
    const answer = await poster.post(requestText(id, method, params), this.#session.headers);
    const result = readResult(answer, id);
    if ((result as { readonly isError?: boolean } | null)?.isError) {
      throw new AnswerError(`${method} answers with isError.`, answer.status);
    }
    return { answer, result };
  }
}

async function renewed(target: Target): Promise<Target> {
  return target.renew ? { ...target, headers: await target.renew() } : target;
}
