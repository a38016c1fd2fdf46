/** What is known of a failed request to a storage account. */
export interface StorageFault {
  readonly kind:
    | 'answer' // The service has answered with an error.
    | 'silence' // It has not answered in time.
    | 'network' // It cannot be reached, or the connection broke.
    | 'sign-in' // There is no token for it.
    | 'content' // What is there was not saved by this project.
    | 'other';
  /** The HTTP status of an answer. */
  readonly status?: number;
  /** The name that the service, the network or the sign-in has for it. */
  readonly code?: string;
  /** What is odd about the content. */
  readonly detail?: string;
  /** The seconds after which the service wants to be asked again. */
  readonly retryAfter?: number;
}

/** Nobody could sign in. Says which kind of failure it was, and nothing that an answer had. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly code: string;

  constructor(thrown: unknown) {
    const { name, message } = thrown as Partial<Record<string, unknown>>;
    const [entra] = /\bAADSTS\d+\b/.exec(String(message)) ?? [];
    const code = entra ?? String(name);
    super(code);
    this.code = code;
  }
}

/** The connection broke before the whole blob had come. */
export class BrokenOffError extends Error {
  override readonly name = 'BrokenOffError';
}

/** What is there was not saved by this project. The message says no more than its size. */
export class OddContentError extends Error {
  override readonly name = 'OddContentError';
}

/** Reads what the library threw, without its message, which may quote the request. */
export function faultOf(error: unknown): StorageFault {
  const { name, code, statusCode, response } = error as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly statusCode?: unknown;
    readonly response?: { readonly headers?: { get?(name: string): string | undefined } };
  };
  const named = typeof code === 'string' && { code };
  if (error instanceof SignInError) return { kind: 'sign-in', code: error.code };
  if (error instanceof BrokenOffError) return { kind: 'network', code: 'ECONNRESET' };
  if (error instanceof OddContentError) return { kind: 'content', detail: error.message };
  if (name === 'TimeoutError') return { kind: 'silence' };
  if (typeof statusCode === 'number') {
    const retryAfter = response?.headers?.get?.('retry-after');
    return {
      kind: 'answer',
      status: statusCode,
      ...named,
      ...(retryAfter && /^\d+$/.test(retryAfter) && { retryAfter: Number(retryAfter) }),
    };
  }
  // The library's own code where the network's is unknown, and the network's.
  return named && /^(?:REQUEST_SEND_ERROR|E[A-Z_]+)$/.test(named.code)
    ? { kind: 'network', ...named }
    : { kind: 'other' };
}

/** Whether the same request may well succeed in a moment. */
export function isPassing({ kind, status = 0 }: StorageFault): boolean {
  return kind === 'silence' || kind === 'network' || [408, 429].includes(status) || status >= 500;
}
