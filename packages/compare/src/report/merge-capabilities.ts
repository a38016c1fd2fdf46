import type { ProbedCapability } from '../capabilities/probe-capabilities.ts';
import type { CapabilityRow } from './capabilities.ts';

/**
 * Lays what was probed of several servers side by side, in the order in which the first of them was probed.
 * A row lacks the cell of a server whose probing was interrupted before.
 */
export function mergeCapabilities(
  probed: Readonly<Record<string, readonly ProbedCapability[]>>,
): CapabilityRow[] {
  const rows = new Map<string, CapabilityRow>();
  for (const [server, capabilities] of Object.entries(probed)) {
    for (const { id, group, title, cell } of capabilities) {
      const row = rows.get(id) ?? { id, group, title, cells: {} };
      rows.set(id, { ...row, cells: { ...row.cells, [server]: cell } });
    }
  }
  return [...rows.values()];
}
