import { verdictText } from '../output/markdown/capabilities.ts';
import { markdownTable } from '../output/markdown/table.ts';
import type { CapabilityRow } from '../report/capabilities.ts';
import { findingsOf, modes, verdictIn } from './findings.ts';
import { rowsInShort } from './in-short.ts';

/** The table of the README: the rows that decide for most. */
export function renderTableInShort(rows: readonly CapabilityRow[]): string {
  const findings = findingsOf(rows);
  return markdownTable([
    ['', ...modes.map(({ title }) => title)],
    ...rowsInShort.map(({ id, label }) => [
      label,
      ...modes.map((mode) => verdictText(verdictIn(findings.row(id), mode.id))),
    ]),
  ]);
}

const begin = '<!-- hosting modes: written by npm run docs -->';
const end = '<!-- end of hosting modes -->';

/**
 * The README with this table between its marks.
 * @throws Error when the marks are gone
 */
export function renderReadme(readme: string, rows: readonly CapabilityRow[]): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md needs the marks ${begin} and ${end}.`);
  const before = readme.slice(0, from + begin.length);
  return `${before}\n\n${renderTableInShort(rows)}\n\n${readme.slice(to)}`;
}
