import { readProblem } from './read-problem.ts';
import { retryDelay } from './retry-delay.ts';

/** Azure refused, failed, or could not be asked: `message` says what and why, without any token. */
export class AzureError extends Error {
  override readonly name = 'AzureError';
  /** The HTTP status; undefined where there was no answer. */
  readonly status: number | undefined;
  /** The code of the refusal, such as `AuthorizationFailed`. */
  readonly code: string | undefined;

  constructor(message: string, status?: number, code?: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Sends requests to one of Azure's REST services. */
export interface AzureClient {
  /** @param path with its query; or the whole URL of a next page, which must be of the same service. */
  send<T>(method: 'GET' | 'POST' | 'DELETE', path: string): Promise<T>;
}

export interface AzureClientOptions {
  /** `https://management.azure.com` or `https://graph.microsoft.com`. */
  readonly endpoint: string;
  /** An access token. @throws AzureError if nobody is signed in. */
  readonly getToken: () => Promise<string>;
  readonly wait: (ms: number) => Promise<void>;
  /** How long one answer may take. @default 20_000 */
  readonly timeoutMs?: number;
  /** How often at most one request is sent. @default 4 */
  readonly attempts?: number;
}

/** Answers that another try may better. */
const passing = [408, 429, 500, 502, 503, 504];
const mostBytes = 4 * 1024 * 1024;

/** Bears with what passes: 429 and 5xx are tried again, after as long as `Retry-After` asks. */
export function createAzureClient(options: AzureClientOptions): AzureClient {
  const { endpoint, getToken, wait, timeoutMs = 20_000, attempts = 4 } = options;
  return {
    async send<T>(method: string, path: string): Promise<T> {
      const url = new URL(path, endpoint);
      if (url.origin !== new URL(endpoint).origin) {
        throw new AzureError(`${method} ${url.origin}: the next page is on another server`);
      }
      const token = await getToken();
      for (let attempt = 1; ; attempt++) {
        const outcome = await tryOnce(url, method, token, timeoutMs);
        if (outcome.ok) return outcome.body as T;
        const delay = attempt < attempts ? outcome.retryAfterMs(attempt) : undefined;
        if (delay === undefined) throw outcome.error;
        await wait(delay);
      }
    },
  };
}

type Outcome =
  | { readonly ok: true; readonly body: unknown }
  | {
      readonly ok: false;
      readonly error: AzureError;
      /** How long to wait before the next attempt; undefined if there is no point in one. */
      readonly retryAfterMs: (attempt: number) => number | undefined;
    };

async function tryOnce(
  url: URL,
  method: string,
  token: string,
  timeoutMs: number,
): Promise<Outcome> {
  const what = `${method} ${url.pathname}`;
  try {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await readJson(response);
    if (response.ok) return { ok: true, body: body ?? {} };
    const { code, message, denied } = readProblem(body, response.status);
    const says = denied ? `the permission ${denied} is missing` : message;
    const reason = [code, says].filter(Boolean).join(': ') || response.statusText;
    return {
      ok: false,
      error: new AzureError(`${what}: ${response.status} ${reason}`.trim(), response.status, code),
      retryAfterMs: (attempt) =>
        passing.includes(response.status)
          ? retryDelay(attempt, response.headers.get('retry-after'))
          : undefined,
    };
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    const reason = late ? `no answer within ${timeoutMs / 1000} s` : causeOf(error);
    return {
      ok: false,
      error: new AzureError(`${what}: ${reason}`),
      retryAfterMs: (attempt) => retryDelay(attempt, null),
    };
  }
}

/** undefined for what is no JSON: a proxy's page, an empty answer. */
async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function causeOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
