import type { Exchange } from '../../report/capabilities.ts';
import type { Target } from '../../servers/target.ts';
import { parseEvents, readEvents } from './event-stream.ts';
import { keptCharacters, type Recorded } from './recorded.ts';
import { describeProblem, type Fetch, recordingFetch } from './recording-fetch.ts';
import { redact, secretsOf, withoutSecrets } from './redact.ts';

/** How long a single request may take, in milliseconds. */
export const patience = 3000;

/** A JSON-RPC message, of whichever kind. */
export interface RpcMessage {
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code?: number; readonly message?: string; readonly data?: unknown };
}

/** A request that is made by hand. */
export interface RawRequest {
  readonly method?: string;
  /** @default the MCP endpoint */
  readonly url?: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds. @default patience */
  readonly timeout?: number;
  /** Without key and token. */
  readonly anonymous?: boolean;
  /** Reading a stream ends here; else with the stream. */
  readonly isEnough?: (message: RpcMessage) => boolean;
  readonly signal?: AbortSignal;
}

/** What came back. */
export interface Answer {
  /** 0 where nothing came. */
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON-RPC messages in it, in whichever framing. */
  readonly messages: readonly RpcMessage[];
  /** The one that answers a request: it has a result or an error. */
  readonly reply?: RpcMessage;
  readonly recorded: Recorded;
}

/** The way to a target: everything that goes over it is recorded, and bounded in time. */
export interface Wire {
  readonly target: Target;
  readonly signal: AbortSignal;
  /** For the official clients. */
  readonly fetch: Fetch;
  /** All that went over it so far. */
  readonly recorded: readonly Recorded[];
  /** Never throws: what goes wrong is in the answer. */
  send(request: RawRequest): Promise<Answer>;
  /** A sentence that may be shown: it may quote the server. */
  readonly clean: (sentence: string) => string;
  /** What a report may show of it. */
  evidence(label: string, shown: Answer | Recorded): Exchange;
}

/** Opens a wire, which ends with the signal. */
export function openWire(target: Target, signal: AbortSignal): Wire {
  const recorded: Recorded[] = [];
  const secrets = secretsOf(target.headers, target.url);
  const record = (seen: Recorded): void => void recorded.push(seen);
  const common = { origin: target.url.origin, signal, record };
  const fetch = recordingFetch({ ...common, headers: target.headers });
  const anonymousFetch = recordingFetch({ ...common, headers: {} });
  return {
    target,
    signal,
    fetch,
    recorded,
    clean: (sentence) => tidy(withoutSecrets(sentence, secrets)),
    evidence: (label, shown) =>
      redact(label, 'recorded' in shown ? shown.recorded : shown, secrets),
    async send(request) {
      const own = new AbortController();
      const limits = [own.signal, AbortSignal.timeout(request.timeout ?? patience)];
      if (request.signal) limits.push(request.signal);
      const url = request.url ?? (request.anonymous ? withoutKey(target.url) : target.url);
      // The request is the next one that is recorded, as recording begins without waiting.
      const index = recorded.length;
      const answering = (request.anonymous ? anonymousFetch : fetch)(url, {
        method: request.method ?? 'POST',
        headers: request.headers ?? {},
        ...(request.body !== undefined && { body: request.body }),
        signal: AbortSignal.any(limits),
      });
      const seen = recorded[index] ?? neverSent(request, url);
      try {
        const response = await answering;
        const messages = await readMessages(response, request, seen);
        own.abort();
        const reply = messages.find(
          ({ result, error }) => result !== undefined || error !== undefined,
        );
        return {
          status: response.status,
          headers: response.headers,
          text: seen.response?.body ?? '',
          messages,
          ...(reply && { reply }),
          recorded: seen,
        };
      } catch (error) {
        seen.problem ??= describeProblem(error);
        return { status: 0, headers: new Headers(), text: '', messages: [], recorded: seen };
      }
    },
  };
}

/** What stands for a request that could not even be made: a token may not be fit for a header. */
function neverSent({ method = 'POST' }: RawRequest, url: URL): Recorded {
  return { request: { method, url: url.href, headers: {} } };
}

/** One sentence, not too long. */
function tidy(sentence: string): string {
  const line = sentence.replace(/\s+/g, ' ').trim();
  const short = line.length > 300 ? `${line.slice(0, 299)}…` : line;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}

/** The endpoint as somebody without a key knows it. */
function withoutKey(url: URL): URL {
  const bare = new URL(url);
  bare.searchParams.delete('code');
  return bare;
}

async function readMessages(
  response: Response,
  { isEnough }: RawRequest,
  seen: Recorded,
): Promise<RpcMessage[]> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (!response.body) return [];
  if (!isStream) return parseMessages(await response.text());
  const messages: RpcMessage[] = [];
  try {
    for await (const { data } of readEvents(response.body)) {
      const read = parseMessages(data);
      messages.push(...read);
      if (isEnough && read.some(isEnough)) break;
    }
  } catch (error) {
    // What came until then counts: streams that stay open are left this way.
    if (!isEnough || messages.length === 0) seen.problem = describeProblem(error);
  }
  return messages;
}

function parseMessages(text: string): RpcMessage[] {
  try {
    const json = JSON.parse(text) as unknown;
    const list: unknown[] = Array.isArray(json) ? json : [json];
    return list.filter((item) => typeof item === 'object' && item !== null) as RpcMessage[];
  } catch {
    return [];
  }
}

/** The events that are in what was kept of a stream. */
export function eventsOf({ recorded }: Answer): ReturnType<typeof parseEvents> {
  return parseEvents(recorded.response?.body.slice(0, keptCharacters) ?? '');
}
