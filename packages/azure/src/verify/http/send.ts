import type { BoundedFetch } from './bounded-fetch.ts';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Its beginning; nothing of one that is as it should be. */
  readonly body: string;
}

/** Why there was no answer. */
export interface NoAnswer {
  /** `ENOTFOUND`, `CERT_HAS_EXPIRED` … */
  readonly code: string;
  readonly kind: 'name' | 'certificate' | 'late' | 'connection';
}

export type Sent = { readonly answer: Answer } | { readonly noAnswer: NoAnswer };

/** Sends a request and reads its answer. @throws the reason of `signal` if that gave up */
export async function send(
  fetch: BoundedFetch,
  url: URL,
  init: RequestInit,
  signal?: AbortSignal,
): Promise<Sent> {
  try {
    return { answer: await readAnswer(await fetch(url, init)) };
  } catch (error) {
    signal?.throwIfAborted();
    return { noAnswer: whyNoAnswer(error) };
  }
}

const longestBody = 64 * 1024;

/** Reads what says something: a good answer may be a stream without an end. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const isWanted = !/event-stream/.test(headers.get('content-type') ?? '');
  if (!isWanted) await response.body?.cancel();
  const body = isWanted ? (await response.text()).slice(0, longestBody) : '';
  return { status, headers, body };
}

/** Puts what `fetch` throws into one of a few kinds. */
export function whyNoAnswer(error: unknown): NoAnswer {
  const { name, code, cause } = error as { name?: string; code?: string; cause?: unknown };
  if (name === 'TimeoutError') return { code: 'no answer in time', kind: 'late' };
  const inner = cause as
    | { code?: string; message?: string; errors?: { code?: string }[] }
    | undefined;
  // A host with several addresses fails for each.
  const said =
    inner?.code ?? inner?.errors?.[0]?.code ?? (typeof code === 'string' ? code : undefined);
  if (said === undefined)
    return { code: inner?.message ?? (error as Error).message, kind: 'connection' };
  if (/^(?:ENOTFOUND|EAI_)/.test(said)) return { code: said, kind: 'name' };
  if (/CERT|SIGNATURE|TLS|SSL/.test(said)) return { code: said, kind: 'certificate' };
  return { code: said, kind: /TIMEOUT|ETIMEDOUT/.test(said) ? 'late' : 'connection' };
}
