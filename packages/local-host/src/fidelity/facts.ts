import { bindingFacts } from './binding-facts.ts';
import { coreToolsFacts } from './core-tools-facts.ts';
import { customHandlerFacts } from './custom-handler-facts.ts';
import { easyAuthFacts } from './easy-auth-facts.ts';
import { easyAuthSessionFacts } from './easy-auth-session-facts.ts';
import { extensionFacts } from './extension-facts.ts';
import { extensionLimitFacts } from './extension-limit-facts.ts';
import { entraFacts } from './entra-facts.ts';
import type { Fact } from './fact.ts';
import { hostFacts } from './host-facts.ts';
import { hostRouteFacts } from './host-route-facts.ts';
import { workerFacts } from './worker-facts.ts';

/**
 * The fidelity manifest: what the local host is to do as Azure does it. Tests cite the ids with
 * `verifies`; an id that no test cites fails the suite.
 */
export const facts = {
  ...extensionFacts,
  ...extensionLimitFacts,
  ...workerFacts,
  ...customHandlerFacts,
  ...hostFacts,
  ...bindingFacts,
  ...hostRouteFacts,
  ...coreToolsFacts,
  ...entraFacts,
  ...easyAuthFacts,
  ...easyAuthSessionFacts,
} as const;

export type FactId = keyof typeof facts;

/** The manifest as a list. */
export function listFacts(): readonly (Fact & { readonly id: string })[] {
  return Object.entries<Fact>(facts).map(([id, fact]) => ({ id, ...fact }));
}
