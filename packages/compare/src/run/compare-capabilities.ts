import { probeCapabilities } from '../capabilities/probe-capabilities.ts';
import type { CapabilityRow } from '../report/capabilities.ts';
import { mergeCapabilities } from '../report/merge-capabilities.ts';
import type { Target } from '../servers/target.ts';

/**
 * Probes both servers at the same time, and lays what was found side by side.
 * @param tool one that the user says may be called
 */
export async function compareCapabilities(
  targets: readonly [Target, Target],
  tool: string | undefined,
  tell: (detail: string) => void,
  signal: AbortSignal,
): Promise<CapabilityRow[]> {
  const done = new Map<string, number>();
  const probed = await Promise.all(
    targets.map(async (target) => {
      const capabilities = await probeCapabilities(target, {
        signal,
        ...(tool !== undefined && { mayCall: [tool] }),
        onProgress: (progress) => {
          done.set(target.id, progress.done);
          const sum = [...done.values()].reduce((total, count) => total + count, 0);
          tell(`${sum} of ${progress.total * targets.length}: ${progress.title}`);
        },
      });
      return [target.id, capabilities] as const;
    }),
  );
  return mergeCapabilities(Object.fromEntries(probed));
}
