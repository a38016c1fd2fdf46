import { keptCharacters, type Recorded } from './recorded.ts';

/** `fetch` as the official clients take it. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** What a recording `fetch` adds to requests, and where it puts what it saw. */
export interface RecordingOptions {
  /** Sent to `origin` only: a server must not be able to send them elsewhere. */
  readonly headers: Readonly<Record<string, string>>;
  readonly origin: string;
  readonly signal: AbortSignal;
  record(recorded: Recorded): void;
}

/** Makes a `fetch` that records every request, and its answer while it comes in. It follows no redirect. */
export function recordingFetch(options: RecordingOptions): Fetch {
  return async (input, init = {}) => {
    const url = new URL(input);
    const headers = new Headers(init.headers);
    if (url.origin === options.origin) {
      for (const [name, value] of Object.entries(options.headers)) headers.set(name, value);
    }
    const recorded: Recorded = {
      request: {
        method: init.method ?? 'GET',
        url: url.href,
        headers: Object.fromEntries(headers),
        ...(typeof init.body === 'string' && { body: init.body.slice(0, keptCharacters) }),
      },
    };
    options.record(recorded);
    const signal = init.signal ? AbortSignal.any([options.signal, init.signal]) : options.signal;
    try {
      const response = await fetch(url, { ...init, headers, signal, redirect: 'manual' });
      return recordResponse(response, recorded);
    } catch (error) {
      recorded.problem = describeProblem(error);
      throw error;
    }
  };
}

function recordResponse(response: Response, recorded: Recorded): Response {
  const { status, statusText, headers } = response;
  const kept = { status, headers: Object.fromEntries(headers), body: '' };
  recorded.response = kept;
  const decoder = new TextDecoder();
  const tap = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (kept.body.length < keptCharacters) kept.body += decoder.decode(chunk, { stream: true });
      controller.enqueue(chunk);
    },
  });
  const body = response.body?.pipeThrough(tap) ?? null;
  return new Response(body, { status, statusText, headers });
}

/** What is said where an answer did not come in time. */
export const tooLate = 'No answer in time.';

/** Why a request has no answer, in a few words: `fetch failed` alone says nothing. */
export function describeProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return tooLate;
  if (error.name === 'AbortError') return 'Given up.';
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  // Where several addresses were tried the causes are within, and the message is empty.
  const code = (cause as { code?: string }).code;
  return cause.message || (code ?? error.message);
}
