import { DotNetError } from '../../dotnet/dotnet-error.ts';
import { isObject, valueKind } from '../../dotnet/json-text.ts';
import { jsonException, parseDocument } from './json-document.ts';
import { extensionAssembly } from './refusal.ts';
import { IndexingError } from '../trigger-binding.ts';

const maxDepth = 32;
const kindNames = ['Undefined', 'Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'];

/**
 * The `_meta` of a listing from a binding's `metadata`; undefined where that is blank or empty.
 * Member names that are equal but for letter case become one.
 * @throws IndexingError when the text is no JSON object.
 * @see Azure/azure-functions-mcp-extension MetadataParser.cs
 */
export function readMetadata(text: string | undefined): Record<string, unknown> | undefined {
  if (!text?.trim()) return undefined;
  try {
    const meta = normalise(parseRoot(text)) as Record<string, unknown>;
    return Object.keys(meta).length ? meta : undefined;
  } catch (error) {
    if (error instanceof DotNetError) throw new IndexingError(error);
    throw error;
  }
}

function parseRoot(text: string): Record<string, unknown> {
  const root = parseDocument(text, maxDepth);
  if (isObject(root)) return root;
  const message = `Metadata root must be a JSON object; received ${kindNames[valueKind(root)]}.`;
  throw jsonException(message, undefined, extensionAssembly);
}

function normalise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalise);
  if (isObject(value)) {
    const names = new Map<string, string>();
    const members: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
      const key = name.toUpperCase();
      if (!names.has(key)) names.set(key, name);
      members[names.get(key)!] = normalise(member);
    }
    return members;
  }
  // Numbers become long or double, so only integers keep the text that they had.
  if (valueKind(value) !== 4) return value;
  const text = JSON.stringify(value);
  return /^-?\d+$/.test(text) ? value : Number(text);
}
