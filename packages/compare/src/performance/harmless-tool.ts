/** What the listing of a tool tells about calling it; of somebody else's server nothing of it is certain. */
export interface ListedTool {
  readonly name: string;
  readonly inputSchema?: { readonly required?: readonly string[] };
  readonly annotations?: { readonly readOnlyHint?: boolean; readonly openWorldHint?: boolean };
}

/** Whether a tool can be called over and over: without arguments, changing nothing and asking nobody else. */
export function isHarmless({ inputSchema, annotations }: ListedTool): boolean {
  return (
    (inputSchema?.required ?? []).length === 0 &&
    annotations?.readOnlyHint === true &&
    annotations.openWorldHint === false
  );
}
