import { compactJson, isObject, parseJson, writeJson, writeString } from '../../json-text.ts';
import type { BindingMembers } from './trigger.ts';

/** The input schema of a tool: JSON text for the listing, and the arguments without which a call is refused. */
export interface ToolInputSchema {
  readonly json: string;
  readonly required: readonly string[];
}

/**
 * The schema that a tool lists: the worker's own with `useWorkerInputSchema`, else one built from
 * `toolProperties`.
 * @throws Error for what the extension refuses; it stops the whole host.
 * @see Azure/azure-functions-mcp-extension Trigger/McpToolTriggerBinding.cs, ToolInputSchema/*
 */
export function readInputSchema(members: BindingMembers): ToolInputSchema {
  if (!members.flag('useWorkerInputSchema')) {
    const properties = members.text('toolProperties');
    return schemaFromProperties(properties === undefined ? [] : readProperties(properties));
  }
  const schema = readSchema(members.text('inputSchema'), 'input');
  if (!schema) throw new Error('InputSchema is null or invalid. ');
  const required = (schema.root['required'] ?? []) as unknown[];
  return { json: schema.json, required: required.filter((name) => typeof name === 'string') };
}

/** The output schema as JSON text, exactly as the worker gave it; undefined where it gave none. */
export function readOutputSchema(members: BindingMembers): string | undefined {
  return readSchema(members.text('outputSchema'), 'output')?.json;
}

function readSchema(text: string | undefined, kind: 'input' | 'output') {
  if (!text) return undefined;
  const root = parseJson(text);
  const valid =
    isObject(root) &&
    root['type'] === 'object' &&
    (root['properties'] === undefined || isObject(root['properties'])) &&
    (root['required'] === undefined || Array.isArray(root['required']));
  if (!valid) {
    throw new Error(
      `The specified document is not a valid MCP tool ${kind} JSON schema. (Parameter 'attribute')`,
    );
  }
  return { root, json: compactJson(text) };
}

interface ToolProperty {
  readonly propertyName: string | null;
  readonly propertyType: string | null;
  readonly description: string | null;
  readonly isRequired: boolean;
  readonly isArray: boolean;
  readonly enumValues: readonly string[];
}

/** Names have no letter case here; what is missing has .NET's default. */
function readProperties(text: string): ToolProperty[] {
  const list = text.trim() ? parseJson(text) : undefined;
  if (!Array.isArray(list)) {
    throw new Error(
      'toolProperties: the JSON value could not be converted to a list of tool properties.',
    );
  }
  return list.map((item: unknown, index) => {
    if (!isObject(item)) throw new Error(`toolProperties: item ${index} is not an object.`);
    const members = new Map(
      Object.entries(item).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const read = <T>(name: string, fits: (value: unknown) => value is T, otherwise: T): T => {
      const value = members.get(name.toLowerCase()) ?? otherwise;
      if (fits(value)) return value;
      throw new Error(
        `toolProperties: the JSON value could not be converted. Path: $[${index}].${name}.`,
      );
    };
    return {
      propertyName: read('propertyName', isTextOrNull, null),
      propertyType: read('propertyType', isTextOrNull, null),
      description: read('description', isTextOrNull, null),
      isRequired: read('isRequired', isBoolean, false),
      isArray: read('isArray', isBoolean, false),
      enumValues: read('enumValues', isTextList, []),
    };
  });
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Written as text, since a property that is given twice is listed twice. */
function schemaFromProperties(properties: readonly ToolProperty[]): ToolInputSchema {
  const named = properties.flatMap((property) =>
    property.propertyName?.trim() ? [{ ...property, propertyName: property.propertyName }] : [],
  );
  const members = named.map(({ propertyName, propertyType, description, isArray, enumValues }) => {
    const type = { type: propertyType, ...(enumValues.length && { enum: enumValues }) };
    const schema = {
      ...(isArray ? { type: 'array', items: type } : type),
      description: description ?? '',
    };
    return `${writeString(propertyName)}:${writeJson(schema)}`;
  });
  const required = [
    ...new Set(
      named.filter(({ isRequired }) => isRequired).map(({ propertyName }) => propertyName),
    ),
  ];
  return {
    json: `{"type":"object","properties":{${members.join(',')}},"required":${writeJson(required)}}`,
    required,
  };
}
