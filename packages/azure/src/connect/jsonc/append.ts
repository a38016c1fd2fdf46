import type { Edit, Node } from 'jsonc-parser';
import { indentAt, indentUnit, lineBreakOf, renderValue, startsLine } from './layout.ts';
import { endOfAllComments, endOfCommentsOnLine, findComma } from './scan.ts';

/**
 * The edits that put a value at the end of an object (under `key`) or an array. They only insert: what is there stays
 * as it is, and a comment stays with the entry that it stands behind.
 */
export function append(
  text: string,
  root: Node,
  container: Node,
  value: unknown,
  key?: string,
): readonly Edit[] {
  const eol = lineBreakOf(text);
  const unit = indentUnit(text, root);
  const outer = indentAt(text, container.offset);
  const last = container.children?.at(-1);
  const first = container.children?.[0];
  const render = (indent: string): string =>
    `${key === undefined ? '' : `${JSON.stringify(key)}: `}${renderValue(value, indent, unit, eol)}`;
  const insert = (offset: number, content: string): Edit => ({ offset, length: 0, content });

  const inner =
    first && startsLine(text, first.offset) ? indentAt(text, first.offset) : outer + unit;
  const close = container.offset + container.length - 1;
  if (!last) {
    const at = endOfAllComments(text, container.offset + 1);
    const isOpen = /[\r\n]/.test(text.slice(at, close));
    return [insert(at, `${eol}${inner}${render(inner)}${isOpen ? '' : `${eol}${outer}`}`)];
  }

  const end = last.offset + last.length;
  const comma = findComma(text, end, close);
  const item = `${eol}${inner}${render(inner)}${comma === undefined ? '' : ','}`;
  const from = comma === undefined ? end : comma + 1;
  const at = endOfCommentsOnLine(text, from);
  const isOpen = /[\r\n]/.test(text.slice(at, close));
  const content = isOpen ? item : `${item}${eol}${outer}`;
  return comma === undefined && at > end
    ? [insert(end, ','), insert(at, content)]
    : [insert(at, comma === undefined ? `,${content}` : content)];
}
