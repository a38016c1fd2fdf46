import type { KnownFailure, Names } from './failures/known-failure.ts';
import { failureGroups } from './failures/known-failures.ts';

const begin = '<!-- known failures: written by npm run docs -->';
const end = '<!-- end of known failures -->';

/** Stands for what `npm run verify` fills in. */
const names: Names = {
  environment: 'ENV',
  subscription: 'SUBSCRIPTION',
  group: 'GROUP',
  app: 'APP',
  service: 'SERVICE',
  host: 'HOST',
  client: 'CLIENT_ID',
  tenant: 'TENANT',
  caller: 'ID',
  settings: 'NAME',
};

/** Writes the tables of known failures into the page on trouble, and leaves the rest of it as it is. */
export function renderTroubleshooting(current: string): string {
  const [before, rest] = split(current, begin);
  const [, after] = split(rest, end);
  const tables = Object.entries(failureGroups).map(
    ([title, failures]) => `### ${title}\n\n${renderTable(failures)}`,
  );
  return `${before}${begin}\n\n${tables.join('\n\n')}\n\n${end}${after}`;
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The page on trouble has lost its mark ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

/** Padded as the formatter does it. */
function renderTable(failures: Readonly<Record<string, KnownFailure>>): string {
  const rows = [
    ['what you see', 'why', 'what mends it', 'id'],
    ...Object.entries(failures).map(([id, { symptom, cause, remedy }]) => [
      symptom,
      cause,
      remedy(names),
      `\`${id}\``,
    ]),
  ].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join(
    '\n',
  );
}
