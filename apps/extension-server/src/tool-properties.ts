import type { McpToolProperty } from '@azure/functions';
import type { ToolDescription } from '@side-by-side/tools';

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly items?: Schema;
}

/**
 * The flat list of a tool's arguments that extensions before 1.2.0 build its schema from. What it
 * cannot say (nesting, enums, bounds, defaults) is in the JSON Schema that newer ones take instead.
 */
export function toolProperties(inputSchema: ToolDescription['inputSchema']): McpToolProperty[] {
  const properties = (inputSchema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = (inputSchema['required'] ?? []) as readonly string[];
  return Object.entries(properties).map(([propertyName, schema]) => {
    const isArray = schema.type === 'array';
    return {
      propertyName,
      propertyType: (isArray ? schema.items?.type : schema.type) ?? 'object',
      description: schema.description ?? '',
      isRequired: required.includes(propertyName),
      isArray,
    };
  });
}
