import type { Target } from '../servers/target.ts';
import { openPoster, type PostAnswer } from './post.ts';
import { readResult } from './read-result.ts';

/** The newest protocol revision that a handshake is made for. */
const offeredRevision = '2025-11-25';

/** What a server says of itself when it is initialized. */
export interface Introduction {
  readonly name: string | undefined;
  readonly version: string | undefined;
}

/** An MCP session, or what stands for one at a server that keeps none. */
export interface McpSession {
  readonly introduction: Introduction;
  /** The answer to `initialize`. */
  readonly initialized: PostAnswer;
  /** Every request needs them. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Initializes an MCP session over Streamable HTTP.
 * @throws Error when the server answers otherwise than with a result
 */
export async function openSession(
  { url, headers }: Pick<Target, 'url' | 'headers'>,
  signal?: AbortSignal,
): Promise<McpSession> {
  const poster = openPoster(url, headers, 1, signal);
  try {
    const params = {
      protocolVersion: offeredRevision,
      capabilities: {},
      clientInfo: { name: 'side-by-side-compare', version: '0.1.0' },
    };
    const initialized = await poster.post(requestText(0, 'initialize', params));
    const result = readResult(initialized, 0) as {
      readonly protocolVersion?: string;
      readonly serverInfo?: { readonly name?: string; readonly version?: string };
    };
    const session = initialized.headers['mcp-session-id'];
    const sessionHeaders: Record<string, string> = {
      'mcp-protocol-version': result.protocolVersion ?? offeredRevision,
      ...(typeof session === 'string' && { 'mcp-session-id': session }),
    };
    await poster.post(
      JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }),
      sessionHeaders,
    );
    const { name, version } = result.serverInfo ?? {};
    return { introduction: { name, version }, initialized, headers: sessionHeaders };
  } finally {
    poster.close();
  }
}

/** A JSON-RPC request as text. */
export function requestText(id: number, method: string, params: object): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

/** Tells a server that keeps a session that it is over; one that does not mind is fine. */
export async function endSession(
  { url, headers }: Pick<Target, 'url' | 'headers'>,
  session: McpSession,
): Promise<void> {
  if (!('mcp-session-id' in session.headers)) return;
  await fetch(url, {
    method: 'DELETE',
    headers: { ...headers, ...session.headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(2_000),
  }).then(
    (answer) => answer.body?.cancel(),
    () => undefined,
  );
}
