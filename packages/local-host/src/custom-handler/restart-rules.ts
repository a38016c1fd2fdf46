import { constants } from 'node:os';

/** How a handler's process ended. */
export interface HandlerExit {
  /** As .NET counts it: 128 and the signal's number for a process that a signal ended. */
  readonly code: number;
  readonly pid: number;
}

/** What an exit code means: the handler is done, asks to be restarted, or failed. */
export function meaningOfExit(code: number): 'done' | 'restart' | 'error' {
  if (code === 0) return 'done';
  return code === 200 ? 'restart' : 'error';
}

/** The exit code as .NET has it, from what Node says of an ended process. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

/** `node exited with code 7 (0x7)`, as the host writes it. */
export function describeExit(executable: string, code: number): string {
  return `${executable} exited with code ${code} (0x${(code >>> 0).toString(16).toUpperCase()})`;
}
