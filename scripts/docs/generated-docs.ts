import { renderFidelity } from '@side-by-side/local-host/fidelity';

/** The pages that are made from the code, each with what makes it. A test fails when one is stale. */
export const generatedDocs: Readonly<Record<string, () => string>> = {
  'docs/local-host.md': renderFidelity,
};
