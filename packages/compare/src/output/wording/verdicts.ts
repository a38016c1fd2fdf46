import type { CapabilityRow, Verdict } from '../../report/capabilities.ts';

/** How a cell of the capability table reads. `not probed` is a cell that is not there: the run was interrupted. */
export type CellVerdict = Verdict | 'not probed';

/** A mark for the eye, and a word that says the same. */
export const verdictMarks = {
  yes: '✓',
  partly: '◐',
  no: '✗',
  'not observable': '–',
  'not probed': '…',
} as const satisfies Record<CellVerdict, string>;

export function verdictOf(row: CapabilityRow, server: string): CellVerdict {
  return row.cells[server]?.verdict ?? 'not probed';
}

const ranks: Partial<Record<CellVerdict, number>> = { no: 0, partly: 1, yes: 2 };

/**
 * How much more `one` is than `other`: negative where it is less, 0 where they are equal.
 * undefined where one of them is no finding.
 */
export function compareVerdicts(one: CellVerdict, other: CellVerdict): number | undefined {
  const [first, second] = [ranks[one], ranks[other]];
  return first === undefined || second === undefined ? undefined : first - second;
}
