import { formatTable } from '../../text-table.ts';
import { visible } from '../wording/visible.ts';
import { type Difference, isWorse } from './difference.ts';

/** What a terminal shows of the differences: what fails the run, then what else is to be known. */
export function formatDifferences(differences: readonly Difference[]): string {
  if (!differences.length) return 'Nothing differs from the baseline.';
  const worse = differences.filter(isWorse);
  const better = differences.filter(({ kind }) => kind === 'gained' || kind === 'faster');
  const unknown = differences.filter(({ kind }) => kind === 'unknown');
  return [
    section('Worse than the baseline:', worse),
    section('Better than the baseline:', better),
    section('Cannot be told:', unknown),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function section(heading: string, differences: readonly Difference[]): string {
  if (!differences.length) return '';
  const lines = formatTable(
    differences.map(({ title, server, was, is, sentence }) =>
      [title, server ?? 'both', `${was} → ${is}`, sentence ?? ''].map((text) =>
        visible(text).replaceAll(/\s+/g, ' '),
      ),
    ),
  );
  return [heading, ...lines.map((line) => `  ${line}`)].join('\n');
}
