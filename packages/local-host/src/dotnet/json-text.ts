/**
 * JSON as System.Text.Json reads and writes it, which is how the extension does.
 * @see facts recorded from the extension 1.6.0: default escaping, numbers kept as they were written
 */

/** JavaScript's own means to keep a number's text; TypeScript does not know them yet. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  readonly rawJSON: (text: string) => object;
  readonly isRawJSON: (value: unknown) => boolean;
};

/**
 * Parses JSON text. A number that JavaScript would write otherwise (`1.50`, `1e3`, an integer beyond
 * 2^53) becomes an opaque value that `writeJson` and `JSON.stringify` write as it was.
 * @throws SyntaxError when the text is no JSON.
 */
export function parseJson(text: string): unknown {
  // A reviver makes parsing four times as slow.
  if (!mayHoldOddNumber.test(text)) return JSON.parse(text);
  return JSON.parse(text, keepNumberText as (key: string, value: unknown) => unknown);
}

/** What any number that JavaScript would write otherwise matches: a fraction, an exponent, 16 digits, a zero. */
const mayHoldOddNumber = /(?:^|[:,[])\s*-?(?:\d+[.eE]|\d{16}|0\b)/;

function keepNumberText(_key: string, value: unknown, context: { source?: string }): unknown {
  return typeof value === 'number' && context.source !== String(value)
    ? rawJSON(context.source!)
    : value;
}

/** What the default escaping writes as \uXXXX; the alternatives before it are escapes to keep whole. */
const escaped = /\\(?:u[\da-f]{4}|.)|["'<>&+`\u007f-\uffff]/g;

/** How deeply objects and lists are nested in a parsed value; 0 for anything else. */
export function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return (
    1 + Object.values(value).reduce<number>((most, member) => Math.max(most, depthOf(member)), 0)
  );
}

/** Compact JSON with the default escaping of System.Text.Json. */
export function writeJson(value: unknown): string {
  return escapeStrings(JSON.stringify(value));
}

/** The same for one string, quotes included. */
export function writeString(text: string): string {
  return escapeStrings(JSON.stringify(text));
}

/**
 * Rewrites JSON text without white space and with the default escaping. Members keep their order,
 * doubles too, and numbers their text, as when a JsonElement is written.
 */
export function compactJson(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|\s+/g, (token) =>
    token.startsWith('"') ? writeString(JSON.parse(token) as string) : '',
  );
}

/** Escapes in one pass what stands between quotes; outside of them only numbers hold a `+`. */
function escapeStrings(json: string): string {
  let inString = false;
  return json.replace(escaped, (token) => {
    if (token === '"') inString = !inString;
    if (token === '"' || !inString) return token;
    if (token === '\\"') return '\\u0022';
    if (token.startsWith('\\u')) return `\\u${token.slice(2).toUpperCase()}`;
    return token.startsWith('\\') ? token : unicodeEscape(token);
  });
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** What `JsonElement.ToString()` gives: texts as they are, `True`, `False`, nothing for null, else JSON. */
export function elementText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return writeJson(value);
}

/** `System.Text.Json.JsonValueKind` of a parsed value. */
export function valueKind(value: unknown): number {
  if (value === null) return 7;
  if (Array.isArray(value)) return 2;
  if (typeof value === 'string') return 3;
  if (typeof value === 'boolean') return value ? 5 : 6;
  return isObject(value) ? 1 : 4;
}

/** Whether a parsed value is a JSON object; a number whose text was kept is none. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJSON(value);
}

/** The members of an object by their names in lower case, where letter case does not count; the last of equal ones wins. */
export function membersWithoutCase(value: Readonly<Record<string, unknown>>): Map<string, unknown> {
  return new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
}
