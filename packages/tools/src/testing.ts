import type { CallContext, CallRecord } from './contract/context.ts';
import { createSnippets } from './services/snippets/snippets.ts';
import { createMemoryStore } from './services/snippets/testing/memory-store.ts';

/** A context for tests of handlers: nobody signed in, a fixed time, and `failures` and `calls` for what would be logged. */
export function testContext(
  overrides: Partial<CallContext> = {},
): CallContext & { readonly failures: string[]; readonly calls: CallRecord[] } {
  const failures: string[] = [];
  const calls: CallRecord[] = [];
  return {
    signal: new AbortController().signal,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    logFailure: (message) => failures.push(message),
    logCall: (record) => calls.push(record),
    reportProgress() {},
    services: {
      now: () => new Date('2026-11-20T12:00:00Z'),
      snippets: createSnippets(createMemoryStore()),
      weather: { forecast: noWeather, alerts: noWeather },
    },
    failures,
    calls,
    ...overrides,
  };
}

async function noWeather(): Promise<never> {
  throw new Error('This test asks for the weather: give it a client in `services.weather`.');
}

export { type NwsServer, startNwsServer } from './services/weather/testing/nws-server.ts';
