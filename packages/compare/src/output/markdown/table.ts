/**
 * A table of GitHub Markdown whose columns stand below each other, as the formatter wants them.
 * @param table its first row is the header; cells are Markdown
 * @param numeric the columns that hold figures, from 0
 */
export function markdownTable(
  table: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): string {
  const widths = table[0]!.map((_, column) =>
    Math.max(3, ...table.map((row) => widthOf(row[column]!))),
  );
  const pad = (text: string, column: number): string => {
    const blanks = ' '.repeat(widths[column]! - widthOf(text));
    return numeric.includes(column) ? blanks + text : text + blanks;
  };
  const rule = widths.map((width, column) =>
    numeric.includes(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  const [header, ...rows] = table.map((row) => row.map(pad));
  return [header!, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const characters = new Intl.Segmenter('en');

/** In characters as a reader counts them. */
function widthOf(text: string): number {
  return [...characters.segment(text)].length;
}
