import type { Recorded } from '../wire/recorded.ts';
import { describeProblem } from '../wire/recording-fetch.ts';
import type { Wire } from '../wire/wire.ts';
import {
  type AttentiveClient,
  connectAttentiveClient,
  type Heard,
  requestsOf,
} from './official-client.ts';
import type { ListedTool } from './lists.ts';
import { probeTools } from './probe-server.ts';
import { sampleArguments } from './sample-arguments.ts';

/** One call of a tool, and what came of it. */
export interface ToolCall {
  readonly tool: ListedTool;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Absent where the server answered with an error, or not in time. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** It did not answer in time, so what is missing may only be late. */
  readonly isUnanswered: boolean;
  readonly recorded: Recorded;
  /** What the server said meanwhile. */
  readonly heard: readonly Heard[];
}

/** What came of calling everything that may be called, with a client that can do all that servers may ask. */
export interface Exercise {
  readonly calls: readonly ToolCall[];
  /** All that the server said, also between the calls. */
  readonly heard: readonly Heard[];
  /** The stream for messages that belong to no request, as it was asked for. */
  readonly stream?: Recorded;
  /** The answer to the wish for all log messages. */
  readonly setLevel?: Recorded;
  /** Why there are no calls: the official client could not connect. */
  readonly problem?: string;
}

/** So many calls tell enough, and must not take for ever. */
const mostCalls = 25;
const mostMilliseconds = 20_000;

/** Calls each of these tools once. */
export async function exerciseTools(
  wire: Wire,
  tools: readonly ListedTool[],
  isProbeServer: boolean,
): Promise<Exercise> {
  let client: AttentiveClient;
  try {
    client = await connectAttentiveClient(wire, 'side-by-side-compare');
  } catch (error) {
    return { calls: [], heard: [], problem: describeProblem(error) };
  }
  try {
    await client.request('logging/setLevel', { level: 'debug' }).catch(() => {});
    const calls: ToolCall[] = [];
    const start = performance.now();
    for (const { tool, args } of plannedCalls(tools, isProbeServer).slice(0, mostCalls)) {
      if (wire.signal.aborted || performance.now() - start > mostMilliseconds) break;
      const call = await callTool(client, wire, tool, args);
      if (call) calls.push(call);
    }
    const stream = wire.recorded.find(({ request }) => request.method === 'GET');
    const [setLevel] = requestsOf(wire.recorded, 'logging/setLevel');
    return { calls, heard: client.heard, ...(stream && { stream }), ...(setLevel && { setLevel }) };
  } finally {
    await client.close().catch(() => {});
  }
}

function plannedCalls(tools: readonly ListedTool[], isProbeServer: boolean) {
  return tools.flatMap((tool) => {
    const args = sampleArguments(tool.inputSchema);
    if (!isProbeServer || tool.name !== probeTools.asking) return [{ tool, args }];
    return ['elicitation', 'sampling', 'roots'].map((what) => ({ tool, args: { what } }));
  });
}

async function callTool(
  client: AttentiveClient,
  wire: Wire,
  tool: ListedTool,
  args: Record<string, unknown>,
): Promise<ToolCall | undefined> {
  const heardBefore = client.heard.length;
  const recordedBefore = wire.recorded.length;
  const params = { name: tool.name, arguments: args };
  const result = await client
    .request('tools/call', params, { timeout: 3000, progress: true })
    .catch(() => undefined);
  const [recorded] = requestsOf(wire.recorded.slice(recordedBefore), 'tools/call');
  if (!recorded) return undefined;
  const heard = client.heard.slice(heardBefore);
  const isUnanswered = !result && !recorded.response?.body.includes('"error"');
  return { tool, arguments: args, recorded, heard, isUnanswered, ...(result && { result }) };
}
