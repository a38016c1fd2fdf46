import { z } from 'zod';
import type { ObjectSchema } from './content.ts';

/** The JSON Schema of what a client has to send: members with a default are optional. */
export function inputSchema(schema: z.ZodObject): ObjectSchema {
  return toJsonSchema(schema, 'input');
}

/** The JSON Schema of what a server answers. */
export function outputSchema(schema: z.ZodObject): ObjectSchema {
  return toJsonSchema(schema, 'output');
}

function toJsonSchema(schema: z.ZodObject, io: 'input' | 'output'): ObjectSchema {
  // Draft 7 without `$schema`: the one form that clients of every protocol revision can compile.
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io });
  return { ...rest, type: 'object' };
}
