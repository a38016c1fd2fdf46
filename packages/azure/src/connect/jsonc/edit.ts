import { isDeepStrictEqual } from 'node:util';
import { applyEdits, getNodeValue, type Node } from 'jsonc-parser';
import { append } from './append.ts';
import { indentAt, indentUnit, lineBreakOf, renderValue } from './layout.ts';
import { readJsonc, wrongShape } from './read-jsonc.ts';
import { remove } from './remove.ts';

/*
 * Edits of JSONC texts that leave every other byte as it is. `modify` of jsonc-parser does not: it formats the lines
 * around an edit, and moves comments to other entries.
 */

/** The value at a path; undefined where there is none. */
export function valueAt(text: string, path: readonly string[], file: string): unknown {
  const root = readJsonc(text, file);
  const node = root && find(root, path);
  // The parser makes objects without a prototype.
  return node && (structuredClone(getNodeValue(node)) as unknown);
}

/**
 * Sets the value at a path, and makes the objects on the way to it.
 * @throws UsageError where something on the way is no object, or the text is no JSONC
 */
export function setValue(
  text: string,
  path: readonly string[],
  value: unknown,
  file: string,
): string {
  const root = readJsonc(text, file);
  const eol = lineBreakOf(text);
  if (!root) {
    const start = text === '' || /[\r\n]$/.test(text) ? text : `${text}${eol}`;
    return `${start}${renderValue(nest(path, value), '', '  ', eol)}${eol}`;
  }
  let container = root;
  for (const [depth, key] of path.entries()) {
    if (container.type !== 'object') {
      throw wrongShape(text, container, file, path.slice(0, depth).join('.'), 'object');
    }
    const found = child(container, key);
    if (!found) {
      const rest = nest(path.slice(depth + 1), value);
      return applyEdits(text, [...append(text, root, container, rest, key)]);
    }
    container = found;
  }
  if (isDeepStrictEqual(structuredClone(getNodeValue(container)), value)) return text;
  const { offset, length } = container;
  const content = renderValue(value, indentAt(text, offset), indentUnit(text, root), eol);
  return applyEdits(text, [{ offset, length, content }]);
}

/** Puts a value at the end of the array at a path; makes the array where there is none. */
export function addItem(
  text: string,
  path: readonly string[],
  value: unknown,
  file: string,
): string {
  const root = readJsonc(text, file);
  const array = root && find(root, path);
  return root && array?.type === 'array'
    ? applyEdits(text, [...append(text, root, array, value)])
    : setValue(text, path, [value], file);
}

/** Takes the property at a path out; the text as it is where there is none. */
export function removeValue(text: string, path: readonly string[], file: string): string {
  const root = readJsonc(text, file);
  const property = root && find(root, path)?.parent;
  return property ? applyEdits(text, [...remove(text, property)]) : text;
}

/** @throws UsageError where something else than an object stands at a path */
export function requireObject(text: string, path: readonly string[], file: string): void {
  requireShape(text, path, file, 'object');
}

/** @throws UsageError where something else than an array stands at a path */
export function requireArray(text: string, path: readonly string[], file: string): void {
  requireShape(text, path, file, 'array');
}

function requireShape(
  text: string,
  path: readonly string[],
  file: string,
  wanted: 'object' | 'array',
): void {
  const root = readJsonc(text, file);
  const node = root && find(root, path);
  if (node && node.type !== wanted) throw wrongShape(text, node, file, path.join('.'), wanted);
}

function find(root: Node, path: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const key of path) node = node && child(node, key);
  return node;
}

/** The value under a key. Of two with the same name the last one counts, as for all readers of JSON. */
function child(node: Node, key: string): Node | undefined {
  if (node.type !== 'object') return undefined;
  return node.children?.findLast(({ children }) => children?.[0]?.value === key)?.children?.[1];
}

function nest(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner: unknown, key) => ({ [key]: inner }), value);
}
