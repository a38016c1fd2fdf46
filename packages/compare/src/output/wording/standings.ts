import type { CapabilityRow } from '../../report/capabilities.ts';
import type { Report } from '../../report/report.ts';
import { compareVerdicts, verdictOf } from './verdicts.ts';

/** How two servers stand to each other. */
export interface Standings {
  readonly alike: readonly CapabilityRow[];
  /** Where the first server has more than the second. */
  readonly firstAhead: readonly CapabilityRow[];
  readonly secondAhead: readonly CapabilityRow[];
  /** Where something was not observable, or not probed. */
  readonly open: readonly CapabilityRow[];
}

/** Sorts the capabilities of a report by which of its servers has more of them. */
export function standingsOf({
  servers: [first, second],
  capabilities,
}: Pick<Report, 'servers' | 'capabilities'>): Standings {
  const lead = (row: CapabilityRow): number | undefined =>
    compareVerdicts(verdictOf(row, first.id), verdictOf(row, second.id));
  return {
    alike: capabilities.filter((row) => lead(row) === 0),
    firstAhead: capabilities.filter((row) => (lead(row) ?? 0) > 0),
    secondAhead: capabilities.filter((row) => (lead(row) ?? 0) < 0),
    open: capabilities.filter((row) => lead(row) === undefined),
  };
}

/** The rows of each group, in the order of the report. */
export function byGroup(rows: readonly CapabilityRow[]): [group: string, CapabilityRow[]][] {
  return [...Map.groupBy(rows, ({ group }) => group)];
}
