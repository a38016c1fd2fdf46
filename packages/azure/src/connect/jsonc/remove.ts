import type { Edit, Node } from 'jsonc-parser';
import { isBreak, lineStart } from './layout.ts';
import { findComma } from './scan.ts';

/** The edits that take an entry out of its object or array, with one comma. All comments stay. */
export function remove(text: string, node: Node): readonly Edit[] {
  const container = node.parent!;
  const siblings = container.children!;
  const before = siblings[siblings.indexOf(node) - 1];
  const end = node.offset + node.length;
  const comma = findComma(text, end, container.offset + container.length - 1);
  if (comma !== undefined) {
    // With a comment between it and its comma, both are cut out around it.
    return comma === end || /^\s*$/.test(text.slice(end, comma))
      ? [cut(text, node.offset, comma + 1)]
      : [cut(text, node.offset, end), { offset: comma, length: 1, content: '' }];
  }
  const commaBefore = before && findComma(text, before.offset + before.length, node.offset);
  const own = cut(text, node.offset, end);
  return commaBefore === undefined ? [own] : [{ offset: commaBefore, length: 1, content: '' }, own];
}

/** Cuts out a part, and its line with it where nothing else stands on it. */
function cut(text: string, from: number, to: number): Edit {
  const start = lineStart(text, from);
  const rest = /^[ \t]*(\r\n|\r|\n)/.exec(text.slice(to));
  const isAlone = start > 0 && /^[ \t]*$/.test(text.slice(start, from));
  if (isAlone && rest) return { offset: start, length: to + rest[0].length - start, content: '' };
  // On a line with others the blank behind it goes too.
  const blank = /^[ \t]+/.exec(text.slice(to))?.[0].length ?? 0;
  const keepsBlank = isBreak(text[to + blank]);
  return { offset: from, length: to - from + (keepsBlank ? 0 : blank), content: '' };
}
