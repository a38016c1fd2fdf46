import { DotNetError } from '../../dotnet/dotnet-error.ts';
import { compactJson, isObject, writeJson, writeString } from '../../dotnet/json-text.ts';
import { parseDocument } from './json-document.ts';
import { invalidArgument, invalidOperation } from './refusal.ts';
import { readToolProperties, type ToolProperty } from './tool-properties.ts';
import type { BindingMembers } from '../trigger-binding.ts';

/** The input schema of a tool: JSON text for the listing. */
export interface ToolInputSchema {
  readonly json: string;
  /** Those that a call is refused without: also what has no name, and is not listed. */
  readonly required: readonly string[];
}

/** What a binding says of the tool's schemas, each as the text that the worker gave. */
export interface ToolSchemaMembers {
  readonly toolProperties: string | undefined;
  readonly inputSchema: string | undefined;
  readonly outputSchema: string | undefined;
  readonly useWorkerInputSchema: boolean;
}

/** @throws BindingError where one is no text. */
export function readToolSchemas(members: BindingMembers): ToolSchemaMembers {
  return {
    toolProperties: members.text('toolProperties'),
    inputSchema: members.text('inputSchema'),
    outputSchema: members.text('outputSchema'),
    useWorkerInputSchema: members.flag('useWorkerInputSchema'),
  };
}

/**
 * The input schema that a tool lists: the worker's own with `useWorkerInputSchema`, else one built from
 * `toolProperties`.
 * @throws DotNetError for what the extension refuses.
 * @see Azure/azure-functions-mcp-extension Trigger/McpToolTriggerBinding.cs, ToolInputSchema/*
 */
export function makeInputSchema(toolName: string, members: ToolSchemaMembers): ToolInputSchema {
  const { toolProperties, inputSchema, useWorkerInputSchema } = members;
  if (!useWorkerInputSchema) {
    return schemaFromProperties(
      toolProperties === undefined ? [] : readToolProperties(toolProperties),
    );
  }
  if (!inputSchema) throw invalidOperation('InputSchema is null or invalid. ');
  const root = parseSchema(inputSchema, 'Input', toolName);
  const required = (root['required'] ?? []) as unknown[];
  return {
    json: compactJson(inputSchema),
    required: required.filter((name) => typeof name === 'string'),
  };
}

/**
 * The output schema as JSON text, exactly as the worker gave it; undefined where it gave none.
 * @throws DotNetError for what the extension refuses.
 */
export function makeOutputSchema(
  toolName: string,
  { outputSchema }: ToolSchemaMembers,
): string | undefined {
  if (!outputSchema) return undefined;
  parseSchema(outputSchema, 'Output', toolName);
  return compactJson(outputSchema);
}

function parseSchema(text: string, kind: 'Input' | 'Output', toolName: string) {
  const root = parseOrExplain(
    text,
    `Failed to parse ${kind}Schema for tool '${toolName}'. Schema must be valid JSON.`,
  );
  if (
    isObject(root) &&
    root['type'] === 'object' &&
    (root['properties'] === undefined || isObject(root['properties'])) &&
    (root['required'] === undefined || Array.isArray(root['required']))
  ) {
    return root;
  }
  throw invalidArgument(
    `The specified document is not a valid MCP tool ${kind.toLowerCase()} JSON schema.`,
    'attribute',
  );
}

function parseOrExplain(text: string, explanation: string): unknown {
  try {
    return parseDocument(text);
  } catch (error) {
    throw error instanceof DotNetError ? invalidOperation(explanation, error) : error;
  }
}

/**
 * Written as text, since a property that is given twice is listed twice. Those without a name are not
 * listed, and yet asked for where they are required.
 */
function schemaFromProperties(properties: readonly ToolProperty[]): ToolInputSchema {
  const required = properties
    .filter(({ isRequired }) => isRequired)
    .map(({ propertyName }) => propertyName ?? '');
  const listed = properties.filter(({ propertyName }) => propertyName?.trim());
  const members = listed.map(({ propertyName, propertyType, description, isArray, enumValues }) => {
    const type = { type: propertyType, ...(enumValues?.length && { enum: enumValues }) };
    const schema = {
      ...(isArray ? { type: 'array', items: type } : type),
      description: description ?? '',
    };
    return `${writeString(propertyName!)}:${writeJson(schema)}`;
  });
  const names = [...new Set(required.filter((name) => name.trim()))];
  return {
    json: `{"type":"object","properties":{${members.join(',')}},"required":${writeJson(names)}}`,
    required,
  };
}
