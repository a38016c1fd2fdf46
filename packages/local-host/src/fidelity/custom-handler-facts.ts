import type { Fact } from './fact.ts';

/** What the local host does for custom handlers as the Functions host does it. */
export const customHandlerFacts = {} as const satisfies Record<string, Fact>;
