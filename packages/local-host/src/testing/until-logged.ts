import type { HostLog, LogEntry } from '../log/log.ts';

/** Waits for an entry of the log that `wanted` accepts, as long as the test may take; those that are there count. */
export async function untilLogged(
  log: HostLog,
  wanted: (entry: LogEntry) => boolean,
): Promise<LogEntry> {
  const there = log.entries.find(wanted);
  if (there) return there;
  return new Promise((resolve) => {
    const stop = log.onEntry((entry) => {
      if (!wanted(entry)) return;
      stop();
      resolve(entry);
    });
  });
}
