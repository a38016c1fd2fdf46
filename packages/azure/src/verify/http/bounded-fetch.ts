import { isLoopbackName } from '@side-by-side/local-host/command-line';

/** What is sent with `fetch`, without what would let a request go astray. */
export type BoundedFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

export interface Bounds {
  /** Gives up on everything, on Ctrl-C. */
  readonly signal?: AbortSignal | undefined;
  /** How long one exchange may take, its body included, in ms. @default 30_000 */
  readonly timeoutMs?: number;
  /** How large an answer may be, in bytes. @default 4 MiB */
  readonly maxBytes?: number;
}

/** The headers that must not travel in the open, nor to where an answer sends them. */
const credentials = ['authorization', 'x-functions-key'];

/**
 * Makes a `fetch` that is bounded in time and size, follows no redirect, and sends keys and tokens over https only,
 * or on this machine.
 */
export function createBoundedFetch({
  signal,
  timeoutMs = 30_000,
  maxBytes = 4 * 1024 * 1024,
}: Bounds = {}): BoundedFetch {
  return async (url, init = {}) => {
    const { protocol, hostname } = new URL(url);
    const headers = new Headers(init.headers);
    if (
      credentials.some((name) => headers.has(name)) &&
      protocol !== 'https:' &&
      !isLoopbackName(hostname)
    ) {
      throw new Error(`A key or a token must not travel to ${protocol}//${hostname}.`);
    }
    const signals = [signal, init.signal ?? undefined, AbortSignal.timeout(timeoutMs)];
    const response = await fetch(url, {
      ...init,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any(signals.filter((one) => one !== undefined)),
    });
    const body = response.body?.pipeThrough(atMost(maxBytes)) ?? null;
    return new Response([101, 204, 205, 304].includes(response.status) ? null : body, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

function atMost(
  maxBytes: number,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes)
        controller.error(new Error(`The answer is larger than ${maxBytes} bytes.`));
      else controller.enqueue(chunk);
    },
  });
}
