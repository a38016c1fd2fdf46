import type { CapabilityRow } from '../../report/capabilities.ts';
import type { ComparedServer, Report } from '../../report/report.ts';
import { type CellVerdict, compareVerdicts, verdictOf } from '../wording/verdicts.ts';
import type { Difference } from './difference.ts';

/** Which capabilities each server has lost or gained since the baseline. */
export function compareCapabilities(report: Report, baseline: Report): Difference[] {
  const now = new Map(report.capabilities.map((row) => [row.id, row]));
  const differences = baseline.capabilities.flatMap((before) =>
    report.servers.flatMap((server) => compareCell(server, before, now.get(before.id)) ?? []),
  );
  // What an interrupted run has not got to says nothing.
  return differences.filter(({ is }) => !(report.isPartial && is === 'not probed'));
}

function compareCell(
  server: ComparedServer,
  before: CapabilityRow,
  row: CapabilityRow | undefined,
): (Difference & { readonly is: CellVerdict }) | undefined {
  const was = verdictOf(before, server.id);
  const is = row ? verdictOf(row, server.id) : 'not probed';
  if (was === is) return undefined;
  const change = compareVerdicts(is, was);
  const { id, title } = row ?? before;
  const sentence = row?.cells[server.id]?.sentence;
  return {
    kind: change === undefined ? 'unknown' : change < 0 ? 'lost' : 'gained',
    id,
    title,
    server: server.title,
    was,
    is,
    ...(sentence !== undefined && { sentence }),
  };
}
