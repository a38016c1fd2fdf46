import { clients } from './clients.ts';

const begin = '<!-- clients: written by npm run docs -->';
const end = '<!-- end of clients -->';

/** Writes the table of clients into the page on them, and leaves the rest of it as it is. */
export function renderConnectPage(current: string): string {
  const [before, rest] = split(current, begin);
  const [, after] = split(rest, end);
  return `${before}${begin}\n\n${renderTable()}\n\n${end}${after}`;
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The page on clients has lost its mark ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

/** Padded as the formatter does it. */
function renderTable(): string {
  const rows = [
    ['client', 'the key, in auth mode `key`', 'sign-in, in auth mode `entra`'],
    ...clients.map(({ title, name, keys, signIn: { answer, why, instead } }) => [
      `${title} (\`${name}\`)`,
      keys,
      `**${answer}**: ${why}${instead ? ` ${instead}` : ''}`,
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join(
    '\n',
  );
}
