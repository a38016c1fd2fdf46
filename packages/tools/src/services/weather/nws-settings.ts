import { setTimeout } from 'node:timers/promises';

/** How the weather service is asked. Times are in milliseconds. */
export interface NwsSettings {
  readonly baseUrl: URL;
  readonly userAgent: string;
  /** For one attempt, from the request to the last byte. */
  readonly attemptTimeout: number;
  /** For one answer, with all attempts and the pauses between them. */
  readonly totalTimeout: number;
  /** How often to try again. */
  readonly retries: number;
  /** The longest pause that the service may ask for; it answers again after 5 s mostly. */
  readonly longestPause: number;
  /** The largest answer in bytes, decompressed. */
  readonly largestAnswer: number;
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  /** The current time. */
  readonly now: () => number;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * The settings of the environment: `NWS_BASE_URL` (for a proxy, or a server for tests) and
 * `NWS_USER_AGENT` (the service asks every application to name itself and a contact).
 * @throws Error where `NWS_BASE_URL` is no address.
 */
export function nwsSettings(
  env: NodeJS.ProcessEnv,
  overrides: Partial<NwsSettings> = {},
): NwsSettings {
  return {
    baseUrl: readBaseUrl(env['NWS_BASE_URL'] || 'https://api.weather.gov'),
    userAgent: readUserAgent(env['NWS_USER_AGENT']),
    attemptTimeout: 5_000,
    totalTimeout: 15_000,
    retries: 2,
    longestPause: 5_000,
    largestAnswer: 2_000_000,
    fetch: (url, init) => fetch(url, init),
    now: Date.now,
    random: Math.random,
    sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
    ...overrides,
  };
}

function readBaseUrl(text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error('NWS_BASE_URL is not an http or https address.');
  }
  return url;
}

/** Without what a header cannot carry. */
function readUserAgent(text: string | undefined): string {
  return text?.replace(/[^\x20-\x7e]/g, '').trim() || 'functions-mcp-side-by-side';
}
