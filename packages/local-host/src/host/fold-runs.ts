/**
 * Makes `work` run once at a time. Asked for while it runs, it runs once more afterwards, however often it was
 * asked for. `work` must not throw.
 */
export function foldRuns(work: () => Promise<void>): () => void {
  let isWanted = false;
  let isRunning = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await work();
    }
    isRunning = false;
  };
  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}
