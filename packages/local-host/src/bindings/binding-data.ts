import { isObject, parseJson } from '../dotnet/json-text.ts';
import type { TypedData } from '../worker/protocol.ts';
import { netNumber } from '../dotnet/net-number.ts';

/** What binding expressions can name: the trigger's metadata, as it is sent to the worker. */
export type BindingData = Readonly<Record<string, TypedData>>;

/** Dictionaries of .NET, in which letter case counts; members of JSON are found in any. */
const dictionaries: ReadonlySet<string> = new Set(['mcptoolargs', 'mcppromptargs']);

/**
 * The value that the parts of an expression lead to, as a text; what has no text, such as an object, is
 * the empty one. Undefined where there is no value of the first part's name.
 * @throws Error with the host's words where a later part is missing.
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Bindings/Path/BindingTemplateToken.cs
 */
export function lookUp(
  data: BindingData,
  [first = '', ...rest]: readonly string[],
): string | undefined {
  const key = ownKey(data, first);
  if (key === undefined) return undefined;
  const exact = dictionaries.has(key.toLowerCase());
  return textOf(rest.reduce((value, part) => member(value, part, exact), valueOf(data[key]!)));
}

/** The name under which an object has a member: as it is written or, unless `exact`, in any letter case. */
function ownKey(value: object, name: string, exact = false): string | undefined {
  if (Object.hasOwn(value, name)) return name;
  const wanted = name.toLowerCase();
  return exact ? undefined : Object.keys(value).find((key) => key.toLowerCase() === wanted);
}

function valueOf(data: TypedData): unknown {
  return data.json === undefined ? (data.string ?? data.int ?? null) : parseJson(data.json);
}

function member(value: unknown, name: string, exact: boolean): unknown {
  const key = isObject(value) ? ownKey(value, name, exact) : undefined;
  if (isObject(value) && key !== undefined) return value[key];
  throw new Error(`Error while accessing '${name}': property doesn't exist.`);
}

/** @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Bindings/BindingDataPathHelper.cs */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return String(value);
  if (value === null || isObject(value) || Array.isArray(value)) return '';
  return netNumber(JSON.stringify(value));
}
