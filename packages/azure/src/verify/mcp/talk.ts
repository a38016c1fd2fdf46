import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { BoundedFetch } from '../http/bounded-fetch.ts';
import { type Answer, readAnswer, type Sent, whyNoAnswer } from '../http/send.ts';
import type { ListedTool } from './listed-tool.ts';

/** A server that clients can talk to. */
export interface Line {
  readonly url: URL;
  /** A key or a token. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: BoundedFetch;
  readonly signal: AbortSignal;
}

/** What was said at the start, and what the server has. */
export interface Listing {
  readonly revision: string;
  readonly tools: readonly ListedTool[];
}

/** What a tool answered. */
export interface CallOutcome {
  readonly isError: boolean;
  readonly text: string;
}

/** What came of it, or where it broke off: at an answer, or on the way. */
export type Talk<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly sent: Sent | undefined; readonly message: string };

const mostPages = 20;
const patienceMs = 30_000;

/** Connects the official client, and lists the tools. */
export function listTools(line: Line): Promise<Talk<Listing>> {
  return talk(line, async (client, revision) => {
    const tools: ListedTool[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const listed = await client.listTools(cursor === undefined ? {} : { cursor }, limits(line));
      tools.push(...listed.tools);
      cursor = listed.nextCursor;
      if (cursor === undefined) break;
    }
    return { revision: revision(), tools };
  });
}

/** Connects the official client, and calls a tool without arguments. */
export function callTool(line: Line, name: string): Promise<Talk<CallOutcome>> {
  return talk(line, async (client) => {
    const { isError, content } = await client.callTool(
      { name, arguments: {} },
      undefined,
      limits(line),
    );
    const blocks = Array.isArray(content) ? (content as { type: string; text?: string }[]) : [];
    return {
      isError: isError === true,
      text: blocks.map(({ text }) => text ?? '').join('\n'),
    };
  });
}

function limits({ signal }: Line) {
  return { timeout: patienceMs, maxTotalTimeout: patienceMs, signal };
}

async function talk<T>(
  line: Line,
  say: (client: Client, revision: () => string) => Promise<T>,
): Promise<Talk<T>> {
  const [{ Client: SdkClient }, { StreamableHTTPClientTransport }] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/index.js'),
    import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
  ]);
  let refusal: Sent | undefined;
  const client = new SdkClient({ name: 'npm-run-verify', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(line.url, {
    requestInit: { headers: { ...line.headers } },
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1000,
      maxReconnectionDelay: 1000,
      reconnectionDelayGrowFactor: 1,
    },
    fetch: async (url, init) => {
      // Whether a server has a stream of its own does not matter here.
      if (init?.method !== 'POST') return line.fetch(url, init);
      try {
        const response = await line.fetch(url, init);
        if (response.ok) return response;
        const answer = await readAnswer(response);
        refusal = { answer };
        return again(answer);
      } catch (error) {
        refusal = { noAnswer: whyNoAnswer(error) };
        throw error;
      }
    },
  });
  try {
    await client.connect(transport, limits(line));
    return { ok: true, value: await say(client, () => transport.protocolVersion ?? '') };
  } catch (error) {
    line.signal.throwIfAborted();
    return { ok: false, sent: refusal, message: inShort(error) };
  } finally {
    await client.close();
  }
}

/** The answer once more, for the client. */
function again({ status, headers, body }: Answer): Response {
  return new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
}

function inShort(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]!.slice(0, 200);
}
