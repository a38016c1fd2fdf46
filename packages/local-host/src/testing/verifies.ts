import { test } from 'vitest';
import { type FactId, facts } from '../fidelity/facts.ts';

/** Says that the tests of this file, or of this `describe`, would fail if these facts were not honoured. */
export function verifies(...ids: readonly FactId[]): void {
  for (const id of ids) {
    if (!Object.hasOwn(facts, id)) throw new Error(`The fidelity manifest has no fact '${id}'.`);
  }
}

/**
 * A fact that the local host does not honour yet, shown by a test that is expected to fail. When the
 * gap closes the test passes, and so turns red until the fact's state is changed.
 */
export function knownGap(id: FactId, show: () => void | Promise<void>): void {
  test.fails(`known gap: ${facts[id].behaviour}`, show);
}
