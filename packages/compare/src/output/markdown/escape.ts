import { visible } from '../wording/visible.ts';

/** `text` as one line of Markdown that shows it as it is: no markup, no link, no end of a table's cell. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*[\]|~@]|_(?!\w)|(?<!\w)_|(?<=:)\/\/|(?<=\bwww)\./g, (found) => `\\${found}`);
}
