import type { CallContext } from './contract/context.ts';
import { createSnippets } from './services/snippets/snippets.ts';
import { createMemoryStore } from './services/snippets/testing/memory-store.ts';

/** A context for tests of handlers: nobody signed in, a fixed time, and `failures` for what would be logged. */
export function testContext(
  overrides: Partial<CallContext> = {},
): CallContext & { readonly failures: string[] } {
  const failures: string[] = [];
  return {
    signal: new AbortController().signal,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    logFailure: (message) => failures.push(message),
    reportProgress() {},
    services: {
      now: () => new Date('2026-11-20T12:00:00Z'),
      snippets: createSnippets(createMemoryStore()),
      weather: { forecast: noWeather, alerts: noWeather },
    },
    failures,
    ...overrides,
  };
}

async function noWeather(): Promise<never> {
  throw new Error('This test asks for the weather: give it a client in `services.weather`.');
}

export { type NwsServer, startNwsServer } from './services/weather/testing/nws-server.ts';
