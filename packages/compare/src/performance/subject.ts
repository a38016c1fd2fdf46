import { UsageError } from '@side-by-side/local-host/errors';
import { isHarmless, type ListedTool } from './harmless-tool.ts';

/** What is asked of both servers over and over. */
export interface Subject {
  readonly method: 'tools/call' | 'tools/list';
  readonly params: object;
  /** For readers: `tools/call (greet)`. */
  readonly what: string;
}

/** A tool of the probe catalogue that gives back what it gets. */
const echo = { name: 'echo', arguments: { value: 'Hello, world!' } };

/**
 * The same for both servers: the tool that the user names, or that of the probe catalogue, or one that both list and
 * that says of itself on both that it can be called without arguments, changes nothing and asks nobody else. Where
 * there is none it is the list of tools, which is always harmless.
 * @param wanted the tool that the user names
 * @param areProbes whether both servers have the probe catalogue
 * @throws UsageError when a server does not have the wanted tool
 */
export function chooseSubject(
  [first, second]: readonly [readonly ListedTool[], readonly ListedTool[]],
  wanted: string | undefined,
  areProbes: boolean,
): Subject {
  if (wanted !== undefined) {
    if ([first, second].some((tools) => !tools.some(({ name }) => name === wanted))) {
      throw new UsageError(`--tool: not both servers have a tool '${wanted}'.`);
    }
    return callOf({ name: wanted, arguments: {} });
  }
  if (areProbes) return callOf(echo);
  const ofSecond = new Set(second.filter(isHarmless).map(({ name }) => name));
  const common = first.find((tool) => isHarmless(tool) && ofSecond.has(tool.name));
  return common
    ? callOf({ name: common.name, arguments: {} })
    : { method: 'tools/list', params: {}, what: 'tools/list' };
}

function callOf(call: { readonly name: string; readonly arguments: object }): Subject {
  return { method: 'tools/call', params: call, what: `tools/call (${call.name})` };
}
