import type { ChildProcess } from 'node:child_process';

/** Children that run, each with what ends it: none of them may outlive this process. */
const running = new Map<ChildProcess, () => void>();
let watching = false;

/**
 * Options of `spawn` that make a child the head of a process group, so that what it starts itself (as
 * `npm run start` does) can be ended with it. Windows has no groups; there the child alone is ended.
 */
export const ownGroup = { detached: process.platform !== 'win32', windowsHide: true } as const;

/**
 * Ends the child when this process exits before it, however busy the child is.
 * @param end ends it at once, and synchronously
 */
export function endWithThisProcess(child: ChildProcess, end: () => void): void {
  if (child.pid === undefined) return;
  running.set(child, end);
  child.once('exit', () => running.delete(child));
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const endOne of running.values()) endOne();
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
