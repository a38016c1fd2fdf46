import { catalogue } from '@side-by-side/tools';
import type { Target } from '../../servers/target.ts';
import { isProbeCatalogue } from './probe-server.ts';
import type { ListedTool } from './lists.ts';

/**
 * The tools that may be called only to see what comes back: those of the probe catalogue, and those that say that
 * they only read. An extension server cannot say so; for one of ours the catalogue does. On another server a tool
 * that says nothing may change something, and is left alone, unless the user has named it.
 * @param mayCall names of tools that the user says are harmless
 */
export function harmlessTools(
  tools: readonly ListedTool[],
  target: Target,
  mayCall: readonly string[] = [],
): ListedTool[] {
  if (isProbeCatalogue(tools)) return [...tools];
  const allowed = new Set(mayCall);
  if (target.hosting) {
    for (const { definition } of catalogue.tools) {
      if (definition.annotations?.readOnlyHint) allowed.add(definition.name);
    }
  }
  return tools.filter(
    ({ name, annotations }) => allowed.has(name) || annotations?.readOnlyHint === true,
  );
}
