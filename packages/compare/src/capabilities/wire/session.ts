import { type Answer, type RawRequest, type RpcMessage, type Wire } from './wire.ts';

/** The newest of the revisions that begin with a handshake. */
export const newestRevision = '2025-11-25';

/** Who the probe says it is, where it speaks for itself. */
export const probeClient = { name: 'side-by-side-compare', version: '1.0.0' };

/** What a conversation goes on with after its handshake. */
export interface Session {
  /** Where the server gave one. */
  readonly id?: string;
  /** The revision that the server chose. */
  readonly revision: string;
  /** The result of `initialize`. */
  readonly result: Record<string, unknown>;
  readonly answer: Answer;
}

/** What every POST of a JSON-RPC message has. */
export const rpcHeaders = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
} as const;

/** The headers of a request within a session, or of one without. */
export function headersOf(session: Session | undefined): Record<string, string> {
  return {
    ...rpcHeaders,
    ...(session && { 'mcp-protocol-version': session.revision }),
    ...(session?.id !== undefined && { 'mcp-session-id': session.id }),
  };
}

let lastId = 0;

/** Sends one request and waits for its answer; an answer in between that belongs to something else is passed over. */
export function call(
  wire: Wire,
  session: Session | undefined,
  method: string,
  params?: object,
  request: RawRequest = {},
): Promise<Answer> {
  const id = (lastId += 1);
  return wire.send({
    headers: headersOf(session),
    body: JSON.stringify({ jsonrpc: '2.0', id, method, ...(params && { params }) }),
    isEnough: (message) => answers(message, id),
    ...request,
  });
}

/** Sends a message that has no answer. */
export function notify(
  wire: Wire,
  session: Session | undefined,
  method: string,
  params?: object,
): Promise<Answer> {
  return wire.send({
    headers: headersOf(session),
    body: JSON.stringify({ jsonrpc: '2.0', method, ...(params && { params }) }),
  });
}

/** Asks for a session, without the notification that completes it. */
export function initialize(
  wire: Wire,
  revision: string,
  request: RawRequest = {},
  capabilities: object = {},
): Promise<Answer> {
  const params = { protocolVersion: revision, capabilities, clientInfo: probeClient };
  return call(wire, undefined, 'initialize', params, request);
}

/** The session that an answer to `initialize` opens; undefined where it opens none. */
export function sessionOf(answer: Answer): Session | undefined {
  const result = answer.reply?.result;
  if (typeof result?.['protocolVersion'] !== 'string') return undefined;
  const id = answer.headers.get('mcp-session-id');
  return { ...(id !== null && { id }), revision: result['protocolVersion'], result, answer };
}

/** Does the whole handshake. */
export async function openSession(
  wire: Wire,
  capabilities: object = {},
): Promise<Session | undefined> {
  const session = sessionOf(await initialize(wire, newestRevision, {}, capabilities));
  if (session) await notify(wire, session, 'notifications/initialized');
  return session;
}

/** Tells the server that a session is over, where it keeps any. */
export async function closeSession(wire: Wire, session: Session | undefined): Promise<void> {
  if (session?.id === undefined) return;
  const { 'content-type': _, ...headers } = headersOf(session);
  await wire.send({ method: 'DELETE', headers, timeout: 1000 });
}

function answers({ id, method }: RpcMessage, wanted: number): boolean {
  return id === wanted && method === undefined;
}
