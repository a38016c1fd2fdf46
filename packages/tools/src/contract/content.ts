/**
 * The parts of the Model Context Protocol that a catalogue speaks of, in the shapes of its schema.
 * They stand here so that tools need no MCP SDK.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/schema
 */

/** Metadata under the reserved member `_meta`. */
export type Meta = Readonly<Record<string, unknown>>;

/** A picture for a list of tools, as MCP 2025-11-25 has it. */
export interface Icon {
  readonly src: string;
  readonly mimeType?: string;
  readonly sizes?: readonly string[];
}

/** What a client may assume of a tool; hints, not promises. */
export interface ToolAnnotations {
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
}

/** The contents of one resource: a text, or base64 in `blob`. */
export type ResourceContents = {
  readonly uri: string;
  readonly mimeType: string;
  readonly _meta?: Meta;
} & ({ readonly text: string } | { readonly blob: string });

/** One block of a tool's answer. `data` is base64. */
export type ContentBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image' | 'audio'; readonly data: string; readonly mimeType: string }
  | {
      readonly type: 'resource_link';
      readonly uri: string;
      readonly name: string;
      readonly description?: string;
      readonly mimeType?: string;
    }
  | { readonly type: 'resource'; readonly resource: ResourceContents };

/** The answer to `tools/call`. */
export interface CallToolResult {
  readonly content: readonly ContentBlock[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
  readonly _meta?: Meta;
}

/** The answer to `resources/read`. */
export interface ReadResourceResult {
  readonly contents: readonly ResourceContents[];
}

/** The answer to `prompts/get`. */
export interface GetPromptResult {
  readonly messages: readonly {
    readonly role: 'user';
    readonly content: { readonly type: 'text'; readonly text: string };
  }[];
}

/** A JSON Schema whose root is an object. */
export type ObjectSchema = { readonly type: 'object' } & Readonly<Record<string, unknown>>;
