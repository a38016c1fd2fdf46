/** A message that the server answers a request with. */
export type Reply =
  | { readonly result: object }
  | { readonly error: { code: number; message: string } };

/** A conversation with one client. */
export interface FullSession {
  readonly id: string;
  readonly subscriptions: Set<string>;
  /** What is under way, by the id of its request. */
  readonly running: Map<unknown, AbortController>;
  /** What the client has been asked, by the id of the request. */
  readonly asked: Map<unknown, () => void>;
  level: string;
}

/** What belongs to one request: the way to say something before its answer, and the client's leaving. */
export interface Saying {
  readonly say: (message: object) => void;
  readonly gone: AbortSignal;
}

/** A session that nothing has happened in. */
export function newSession(id: string): FullSession {
  return { id, subscriptions: new Set(), running: new Map(), asked: new Map(), level: 'debug' };
}

/** An answer that is an error of the protocol. */
export function rpcError(code: number, message = 'No.'): Reply {
  return { error: { code, message } };
}
