import { freshnessOf } from './freshness.ts';
import type { NwsSettings } from './nws-settings.ts';
import { WeatherFailure } from './weather-failure.ts';

export interface JsonAnswer {
  readonly body: unknown;
  /** Seconds; undefined where it must not be kept. */
  readonly freshFor: number | undefined;
}

const mostRedirects = 3;

/**
 * Gets a JSON document of the weather service. What may pass (no network, no answer in time, 429, 5xx)
 * is tried again after a pause.
 * @param path with the query, from the base address on
 * @throws WeatherFailure
 */
export async function getJson(
  path: string,
  settings: NwsSettings,
  signal: AbortSignal,
): Promise<JsonAnswer> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(settings.totalTimeout)]);
  const url = new URL(settings.baseUrl.href.replace(/\/$/, '') + path);
  for (let attempt = 0; ; attempt++) {
    try {
      return await tryOnce(url, settings, limited);
    } catch (error) {
      const failure = toFailure(error, signal);
      const pause = pauseBefore(failure, attempt, settings);
      if (pause === undefined || limited.aborted) throw failure;
      await settings.sleep(pause, limited).catch(() => {
        throw signal.aborted ? new WeatherFailure('cancelled') : failure;
      });
    }
  }
}

async function tryOnce(url: URL, settings: NwsSettings, signal: AbortSignal): Promise<JsonAnswer> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(settings.attemptTimeout)]);
  const response = await follow(url, settings, limited);
  const text = await readText(response, settings.largestAnswer);
  const body = parseJson(text);
  if (!response.ok) throw failureOf(response, body, settings.now());
  if (body === undefined) throw new WeatherFailure('unreadable');
  return { body, freshFor: freshnessOf(response.headers, settings.now()) };
}

/** Follows redirects, as to coordinates of fewer digits, but to no other server. */
async function follow(start: URL, settings: NwsSettings, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await settings.fetch(url, {
      headers: { Accept: 'application/geo+json', 'User-Agent': settings.userAgent },
      redirect: 'manual',
      signal,
    });
    if (![301, 302, 307, 308].includes(response.status)) return response;
    await response.body?.cancel();
    const target = URL.parse(response.headers.get('location') ?? '', url.href);
    if (target?.origin !== url.origin) break;
    url = target;
  }
  throw new WeatherFailure('unreadable');
}

async function readText(response: Response, largest: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largest) throw new WeatherFailure('unreadable');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What a status means, and the last part of the problem's `type`. Coordinates elsewhere are a 404 of
 * /points, but a 400 of /alerts.
 * @see https://github.com/weather-gov/api
 */
function failureOf({ status, headers }: Response, body: unknown, now: number): WeatherFailure {
  const type = (body as { type?: unknown } | null | undefined)?.type;
  const problem = typeof type === 'string' ? type.split('/').at(-1) : undefined;
  const cause = new Error(`HTTP ${status}`);
  if (status === 429 || status >= 500) {
    const retryAfter = readRetryAfter(headers.get('retry-after'), now);
    return new WeatherFailure(status === 429 ? 'rate-limited' : 'unavailable', {
      cause,
      ...(retryAfter !== undefined && { retryAfter }),
    });
  }
  if (status === 403) return new WeatherFailure('refused', { cause });
  if (problem === 'InvalidPoint' || problem === 'InvalidParameter') {
    return new WeatherFailure('outside', { cause });
  }
  return new WeatherFailure(status === 404 && problem ? 'no-forecast' : 'unreadable', { cause });
}

/** Seconds, from a number of them or a date. */
function readRetryAfter(text: string | null, now: number): number | undefined {
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

function toFailure(error: unknown, signal: AbortSignal): WeatherFailure {
  if (signal.aborted) return new WeatherFailure('cancelled');
  if (error instanceof WeatherFailure) return error;
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  return new WeatherFailure(timedOut ? 'timeout' : 'unreachable', { cause: error });
}

/** The pause before the next attempt; undefined where there should be none, or not so soon. */
function pauseBefore(
  { reason, retryAfter = 0 }: WeatherFailure,
  attempt: number,
  settings: NwsSettings,
): number | undefined {
  const passing = ['timeout', 'unreachable', 'rate-limited', 'unavailable'].includes(reason);
  if (!passing || attempt >= settings.retries || retryAfter * 1000 > settings.longestPause) {
    return undefined;
  }
  // Jitter, so that those who failed together do not come back together.
  const backoff = 2 ** attempt * 500 * (0.5 + settings.random() / 2);
  return Math.max(retryAfter * 1000, backoff);
}
