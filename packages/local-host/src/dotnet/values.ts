/**
 * Whether .NET parses a text as a value of some type (`TryParse`), whatever the culture of the machine.
 * @see dotnet/runtime:src/libraries/System.Private.CoreLib/src/System/Number.Parsing.cs
 */

/** White space around numbers. */
const blank = '[\\t-\\r ]*';
/** What may follow a number: C programs leave zeros there. */
const end = `${blank}\\0*$`;
const digits = '(?:\\d[\\d,]*(?:\\.\\d*)?|\\.\\d+)';

const integer = new RegExp(`^${blank}([+-]?)0*(\\d+)${end}`);
const decimal = new RegExp(
  `^${blank}(?:[+-](${digits})${blank}|(${digits})${blank}[+-]?${blank})\\0*$`,
);
const float = new RegExp(`^${blank}[+-]?${digits}(?:[eE][+-]?\\d+)?${end}`);
const infinity = /^\s*(?:[+-]?infinity|[+-]?nan)\s*$/i;

const largestDecimal = 2n ** 96n - 1n;

/** The number of an `int` (32 bits) or a `long` (64 bits); undefined where it is too large or no number. */
export function parseInteger(text: string, bits: 32 | 64): bigint | 'overflow' | undefined {
  const match = integer.exec(text);
  if (!match) return undefined;
  if (match[2]!.length > 19) return 'overflow';
  const value = BigInt(`${match[1] === '-' ? '-' : ''}${match[2]}`);
  return BigInt.asIntN(bits, value) === value ? value : 'overflow';
}

/** `decimal`: with commas between digits and a sign on either side. */
export function isDecimal(text: string): boolean {
  const match = decimal.exec(text);
  if (!match) return false;
  const [whole = ''] = (match[1] ?? match[2]!).replaceAll(',', '').replace(/^0+/, '').split('.');
  return whole.length <= 29 && BigInt(whole || '0') <= largestDecimal;
}

/** `float` and `double`: what is too large is infinite. */
export function isFloat(text: string): boolean {
  return float.test(text) || infinity.test(text);
}

export function isBoolean(text: string): boolean {
  return /^[\s\0]*(?:true|false)[\s\0]*$/i.test(text);
}

const guidForms = [
  '[\\da-f]{32}',
  '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}',
  '\\{[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}\\}',
  '\\([\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}\\)',
];
const guid = new RegExp(`^(?:${guidForms.join('|')})$`, 'i');
const guidInHex =
  /^\{0x[\da-f]{1,8},0x[\da-f]{1,4},0x[\da-f]{1,4},\{0x[\da-f]{1,2}(?:,0x[\da-f]{1,2}){7}\}\}$/i;

/** `Guid`, in each of its five forms. */
export function isGuid(text: string): boolean {
  return guid.test(text.trim()) || guidInHex.test(text.replace(/\s/g, ''));
}
