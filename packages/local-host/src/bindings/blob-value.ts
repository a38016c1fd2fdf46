import { decodeText } from '../decode-text.ts';
import { parseJson } from '../dotnet/json-text.ts';
import type { TypedData } from '../worker/protocol.ts';
import { isInteger, netDouble, netNumber } from '../dotnet/net-number.ts';

/** What the worker is to get of a blob, by the `dataType` of the binding. */
export type BlobDataType = 'string' | 'binary' | 'undefined' | 'stream';

/**
 * The value of an input binding. Without a blob, or with a data type that the host makes nothing of, it has no kind.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Binding/FunctionBinding.cs `ConvertStreamToValue`
 */
export function blobToValue(bytes: Uint8Array | undefined, type: BlobDataType): TypedData {
  if (!bytes) return {};
  if (type === 'binary') return { bytes };
  return type === 'string' ? { string: decodeText(bytes) } : {};
}

/**
 * What a blob is to hold of an output's value; undefined where nothing is to be written. A text is in
 * UTF-8 and JSON is compact, but a number or a boolean is its bytes in memory.
 * @throws Error with the host's words for a kind of value that it cannot take.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Binding/FunctionBinding.cs `ConvertValueToStream`
 */
export function valueToBlob(value: TypedData): Uint8Array | undefined {
  if (value.string !== undefined) return Buffer.from(value.string);
  if (value.json !== undefined) return jsonToBlob(value.json);
  if (value.bytes ?? value.stream) return value.bytes ?? value.stream;
  if (value.int !== undefined) return int32(value.int);
  if (value.double !== undefined) return double(value.double);
  const [kind] = Object.keys(value);
  if (!kind) return undefined;
  throw new Error(`Unknown RpcDataType: ${kind[0]!.toUpperCase()}${kind.slice(1)}`);
}

function jsonToBlob(json: string): Uint8Array | undefined {
  const value = parseJson(json);
  if (value === null) return undefined;
  if (typeof value === 'string') return Buffer.from(value);
  if (typeof value === 'boolean') return Uint8Array.of(value ? 1 : 0);
  const number = json.trim();
  if (!/^[-\d]/.test(number)) return Buffer.from(compact(json));
  if (!isInteger(number)) return double(Number(number));
  const integer = BigInt(number);
  if (BigInt.asIntN(64, integer) !== integer) {
    throw new Error("Buffer cannot be null. (Parameter 'buffer')");
  }
  return int32(integer);
}

function int32(value: number | bigint): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(Number(BigInt.asIntN(32, BigInt(value))));
  return bytes;
}

function double(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => object };

/** JSON as Newtonsoft.Json writes what it has read: without white space, and doubles always with a point. */
function compact(json: string): string {
  const withNumbers: unknown = JSON.parse(json, ((
    _key: string,
    value: unknown,
    { source = '' }: { source?: string },
  ) => (typeof value === 'number' ? rawJSON(newtonsoftNumber(source)) : value)) as (
    key: string,
    value: unknown,
  ) => unknown);
  return JSON.stringify(withNumbers).replace(
    /[\u0085\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function newtonsoftNumber(text: string): string {
  if (isInteger(text)) return netNumber(text);
  const written = netDouble(Number(text));
  if (written.endsWith('Infinity')) return JSON.stringify(written);
  return /[.E]/.test(written) ? written : `${written}.0`;
}
