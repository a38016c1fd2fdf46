import type { CallContext } from './contract/context.ts';

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
    services: { now: () => new Date('2026-11-20T12:00:00Z') },
    failures,
    ...overrides,
  };
}
