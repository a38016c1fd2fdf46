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
