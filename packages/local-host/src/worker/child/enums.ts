import { SystemRangeError } from './errors.ts';

/**
 * The protocol's name for a name of the library's; undefined for none.
 * Throws a RangeError for a name that the worker does not know.
 * @see Azure/azure-functions-nodejs-worker:src/coreApi/converters/handleDefaultEnumCase.ts
 */
export function enumName<Name extends string>(
  names: Record<string, Name>,
  value: string | null | undefined,
  typeName: string,
): Name | undefined {
  if (value === undefined || value === null) return undefined;
  if (Object.hasOwn(names, value)) return names[value];
  throw new SystemRangeError(`Unexpected value "${value}" for type "${typeName}"`);
}
