import type { ChildProcess } from 'node:child_process';

/** Handlers that run: none of them may outlive this process. */
const running = new Set<ChildProcess>();
let watching = false;

/**
 * Options of `spawn` that make a child the head of a process group, so that what it starts itself (as
 * `npm run start` does) can be ended with it. Windows has no groups; there the child alone is ended.
 */
export const ownGroup = { detached: process.platform !== 'win32', windowsHide: true } as const;

/** Ends the child, and what it started, when this process exits before it. */
export function endWithThisProcess(child: ChildProcess): void {
  if (child.pid === undefined) return;
  running.add(child);
  child.once('exit', () => running.delete(child));
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const left of running) signalGroup(left, 'SIGKILL');
  });
}

/** Sends a signal to a child made with `ownGroup` and to all that it started. */
export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (!ownGroup.detached) {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}
