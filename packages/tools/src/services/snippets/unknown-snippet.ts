import type { Caller } from '../../contract/caller.ts';
import { ToolError } from '../../contract/errors.ts';
import { nearNames } from './near-names.ts';
import type { Snippets } from './snippets.ts';

/** The error for a name that the caller has no snippet of: what they may have meant, or where to look. */
export async function unknownSnippet(
  snippets: Snippets,
  caller: Caller | undefined,
  name: string,
  signal: AbortSignal,
): Promise<ToolError> {
  const names = (await snippets.list(caller, { signal })).map((info) => info.name);
  return new ToolError(`There is no snippet '${name}'. ${advice(name.toLowerCase(), names)}`);
}

function advice(wanted: string, names: readonly string[]): string {
  if (!names.length) return 'There are none yet; save_snippet saves one.';
  const near = nearNames(wanted, names);
  if (!near.length) return 'list_snippets tells which there are.';
  return `Did you mean ${near.map((name) => `'${name}'`).join(' or ')}?`;
}
