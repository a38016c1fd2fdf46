/** What the listing of a tool tells about calling it. */
export interface ListedTool {
  readonly name: string;
  readonly inputSchema: { readonly required?: readonly string[] };
  readonly annotations?: { readonly readOnlyHint?: boolean; readonly openWorldHint?: boolean };
}

/**
 * The first tool that can be called without arguments, changes nothing and asks nobody else; undefined where
 * the catalogue has none.
 */
export function toolToCall(tools: readonly ListedTool[]): string | undefined {
  return tools.find(
    ({ inputSchema, annotations }) =>
      (inputSchema.required ?? []).length === 0 &&
      annotations?.readOnlyHint === true &&
      annotations.openWorldHint === false,
  )?.name;
}
