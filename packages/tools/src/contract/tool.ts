import type { z } from 'zod';
import type { Services } from '../services/services.ts';
import type { ContentBlock, Icon, Meta, ObjectSchema, ToolAnnotations } from './content.ts';
import type { ToolContext } from './context.ts';
import { inputSchema, outputSchema } from './json-schema.ts';

/** What a caller must hold: a sign-in, all of the scopes and at least one of the roles. */
export interface Requirements {
  readonly scopes?: readonly string[];
  readonly roles?: readonly string[];
}

/** A tool: what clients are told of it, and what it does. */
export interface Tool<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> {
  /** Lower case, `^[a-z][a-z0-9_]{0,63}$`; also the name of the Azure function. */
  readonly name: string;
  /** The name that people see. */
  readonly title?: string;
  /** For the model: what the tool does and when to use it. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly annotations?: ToolAnnotations;
  readonly icons?: readonly Icon[];
  /** Listed with the tool under `_meta`. */
  readonly meta?: Meta;
  readonly requires?: Requirements;
  /** The tool reports progress or logs to the client while it runs, so its answer must be a stream. */
  readonly notifies?: boolean;
  /** Whether a server with these services has the tool at all. @default always */
  isAvailable?(services: Services): boolean;
  /** Returns what `output` describes, or throws a `ToolError`. */
  handler(args: z.output<Input>, context: ToolContext): z.input<Output> | Promise<z.input<Output>>;
  /** The blocks of the answer. @default one text block with the output as JSON */
  content?(output: z.output<Output>): readonly ContentBlock[];
  /** The `_meta` of the answer. @default none */
  resultMeta?(output: z.output<Output>): Meta;
}

/** A tool as clients see it listed. */
export interface ToolDescription {
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly inputSchema: ObjectSchema;
  readonly outputSchema: ObjectSchema;
  readonly annotations?: ToolAnnotations;
  readonly icons?: readonly Icon[];
  readonly _meta?: Meta;
}

/** Types a tool from its schemas. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: Tool<Input, Output>,
): Tool<Input, Output> {
  return tool;
}

/** What clients are told of a tool. It converts both schemas, so call it once and keep the answer. */
export function describeTool(tool: Tool): ToolDescription {
  return {
    name: tool.name,
    ...(tool.title !== undefined && { title: tool.title }),
    description: tool.description,
    inputSchema: inputSchema(tool.input),
    outputSchema: outputSchema(tool.output),
    ...(tool.annotations && { annotations: tool.annotations }),
    ...(tool.icons && { icons: tool.icons }),
    ...(tool.meta && { _meta: tool.meta }),
  };
}
