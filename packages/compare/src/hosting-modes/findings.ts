import type { CapabilityRow, Verdict } from '../report/capabilities.ts';

/** What the probe found of both hosting modes. */
export interface Findings {
  /** The rows that are about the hosting mode, in the order of the probe. */
  readonly rows: readonly CapabilityRow[];
  /** @throws Error where the probe has no such row any more */
  readonly row: (id: string) => CapabilityRow;
}

/** The columns of what is generated here. */
export const modes = [
  { id: 'extension', title: 'Extension server' },
  { id: 'self-hosted', title: 'Self-hosted server' },
] as const;

/** What was probed, for who writes of it. */
export function findingsOf(rows: readonly CapabilityRow[]): Findings {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    rows,
    row(id) {
      const row = byId.get(id);
      if (!row)
        throw new Error(
          `What is written of hosting modes rests on a row that is not probed: ${id}`,
        );
      return row;
    },
  };
}

/** @throws Error where that server was not probed */
export function verdictIn(row: CapabilityRow, mode: string): Verdict {
  const cell = row.cells[mode];
  if (!cell) throw new Error(`${row.id} was not probed on the ${mode} server.`);
  return cell.verdict;
}
