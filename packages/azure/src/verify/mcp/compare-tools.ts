import type { ListedTool } from './listed-tool.ts';

/**
 * In what two servers disagree about their tools, a phrase each. Titles, annotations and icons do not count: the
 * extension cannot list them.
 */
export function compareTools(
  extension: readonly ListedTool[],
  selfHosted: readonly ListedTool[],
): readonly string[] {
  const missing = (from: readonly ListedTool[], than: readonly ListedTool[]): string =>
    from
      .filter(({ name }) => !than.some((other) => other.name === name))
      .map(({ name }) => name)
      .join(', ');
  const onlyExtension = missing(extension, selfHosted);
  const onlySelfHosted = missing(selfHosted, extension);
  return [
    ...(onlyExtension ? [`only the extension server has ${onlyExtension}`] : []),
    ...(onlySelfHosted ? [`only the self-hosted server has ${onlySelfHosted}`] : []),
    ...extension.flatMap((tool) => {
      const other = selfHosted.find(({ name }) => name === tool.name);
      return other && inOneForm(tool) !== inOneForm(other) ? [`${tool.name} is not the same`] : [];
    }),
  ];
}

function inOneForm({ description, inputSchema, outputSchema }: ListedTool): string {
  return JSON.stringify(sorted([description ?? '', inputSchema ?? {}, outputSchema ?? {}]));
}

/** The same JSON, whatever order its members came in. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, sorted(member)] as const);
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
