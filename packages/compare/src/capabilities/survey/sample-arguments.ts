import type { Schema } from './lists.ts';

/** The least that a tool can be called with, made from its input schema: its required members only. */
export function sampleArguments(schema: Schema | undefined): Record<string, unknown> {
  const required = schema?.required ?? [];
  return Object.fromEntries(
    required.map((name) => [name, sampleValue(schema?.properties?.[name] ?? {})]),
  );
}

function sampleValue(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch (typeOf(schema)) {
    case 'object':
      return sampleArguments(schema);
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleValue(schema.items ?? {}));
    case 'number':
    case 'integer':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return 'a'.repeat(schema.minLength ?? 1);
  }
}

/** A value that a schema does not allow; undefined where it allows, or might allow, all that come to mind. */
export function wrongValue(schema: Schema): unknown {
  switch (typeOf(schema)) {
    case 'string':
      return { not: 'a text' };
    case 'number':
    case 'integer':
      return 'no number';
    case 'boolean':
      return 'neither';
    case 'array':
      return 'no list';
    case 'object':
      return 'no object';
    default:
      return undefined;
  }
}

function typeOf({ type }: Schema): string | undefined {
  return typeof type === 'string' ? type : undefined;
}
