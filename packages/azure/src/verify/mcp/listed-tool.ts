/** A tool as a server lists it, as far as it counts here. */
export interface ListedTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema?: object & { readonly required?: readonly string[] | undefined };
  readonly outputSchema?: object | undefined;
  readonly annotations?:
    | {
        readonly readOnlyHint?: boolean | undefined;
        readonly openWorldHint?: boolean | undefined;
      }
    | undefined;
}

/**
 * A tool that may be called to see whether calls work: without arguments, changing nothing, and asking nobody else.
 * An extension server cannot list that it only reads; there the word of the other server counts, if it has the same
 * tool.
 * @param others the tools of the other server; nothing where there is none
 */
export function harmlessTool(
  own: readonly ListedTool[],
  others: readonly ListedTool[] = [],
): ListedTool | undefined {
  const vouched = new Set(others.filter(isHarmless).map(({ name }) => name));
  const isSilent = own.every(({ annotations }) => annotations === undefined);
  return own.find(
    (tool) => isHarmless(tool) || (isSilent && takesNothing(tool) && vouched.has(tool.name)),
  );
}

function isHarmless(tool: ListedTool): boolean {
  const { readOnlyHint, openWorldHint } = tool.annotations ?? {};
  return takesNothing(tool) && readOnlyHint === true && openWorldHint === false;
}

function takesNothing({ inputSchema }: ListedTool): boolean {
  return (inputSchema?.required ?? []).length === 0;
}
