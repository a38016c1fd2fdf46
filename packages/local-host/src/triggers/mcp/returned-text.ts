import type { TypedData } from '../../worker/protocol.ts';

/**
 * The text that .NET makes of a worker's value (`object.ToString()`), where the extension does not
 * look into it: JSON comes out indented, booleans as `True`, bytes as the name of their type.
 */
export function returnedText(value: TypedData): string {
  if (value.string !== undefined) return value.string;
  if (value.bytes) return 'System.Byte[]';
  if (value.int !== undefined) return String(value.int);
  if (value.double !== undefined) return String(value.double);
  const parsed: unknown = JSON.parse(value.json ?? 'null');
  if (typeof parsed === 'boolean') return parsed ? 'True' : 'False';
  return typeof parsed === 'string' ? parsed : JSON.stringify(parsed, null, 2);
}
