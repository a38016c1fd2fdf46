import type { Node } from 'jsonc-parser';

/** How a text breaks its lines: as its first one; `\n` where it has a single line. */
export function lineBreakOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}

/** The white space before what stands first on the line at an offset. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))![0];
}

/** One step of indentation: that of the root's first entry, two spaces where that cannot be seen. */
export function indentUnit(text: string, root: Node): string {
  const first = root.children?.[0];
  if (!first || !startsLine(text, first.offset)) return '  ';
  const [outer, inner] = [indentAt(text, root.offset), indentAt(text, first.offset)];
  const isDeeper = inner.length > outer.length && inner.startsWith(outer);
  return isDeeper ? inner.slice(outer.length) : '  ';
}

export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text[start - 1])) start--;
  return start;
}

/** Whether nothing but white space stands before it on its line. */
export function startsLine(text: string, offset: number): boolean {
  return (
    /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset)) && lineStart(text, offset) > 0
  );
}

export function isBreak(char: string | undefined): boolean {
  return char === '\n' || char === '\r';
}

/** A value as text that begins on a line with this indentation. */
export function renderValue(value: unknown, indent: string, unit: string, eol: string): string {
  return JSON.stringify(value, undefined, unit).replaceAll('\n', `${eol}${indent}`);
}
