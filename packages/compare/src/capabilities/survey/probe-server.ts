/** The tools of the probe catalogue (`packages/compare/probe`) that probes look for. */
export const probeTools = {
  echo: 'echo',
  nested: 'nested',
  failing: 'failing',
  throwing: 'throwing',
  lying: 'lying',
  everyBlock: 'every_block',
  talkative: 'talkative',
  waiting: 'waiting',
  waited: 'waited',
  asking: 'asking',
  change: 'change',
} as const;

/** What a tool of the probe catalogue throws, and no client may see. */
export const probeSecret = 'the secret of the database';

/** The resource of the probe catalogue that the tool `change` changes. */
export const changingResource = 'probe://changing';

/** Whether a server has the probe catalogue: all of its tools, as one name may be anybody's. */
export function isProbeCatalogue(tools: readonly { readonly name?: unknown }[]): boolean {
  const names = new Set(tools.map(({ name }) => name));
  return Object.values(probeTools).every((name) => names.has(name));
}
