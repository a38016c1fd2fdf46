import { probeCapabilities } from '../capabilities/probe-capabilities.ts';
import type { CapabilityRow } from '../report/capabilities.ts';
import { mergeCapabilities } from '../report/merge-capabilities.ts';
import { startLocal } from '../servers/start-local.ts';

/** Starts both servers with the probe catalogue in the local host, and finds out what they can do. Takes seconds. */
export async function probeHostingModes(
  signal: AbortSignal = new AbortController().signal,
): Promise<CapabilityRow[]> {
  const servers = await startLocal(signal);
  try {
    const probed = await Promise.all(
      servers.targets.map(
        async (target) => [target.id, await probeCapabilities(target, { signal })] as const,
      ),
    );
    return mergeCapabilities(Object.fromEntries(probed));
  } finally {
    await servers.stop();
  }
}
