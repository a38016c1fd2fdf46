import { constants } from 'node:os';

/** The exit code as .NET has it, from what Node says of an ended process: 128 and the number of a signal that ended it. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

/**
 * `node exited with code 7 (0x7)`, as the Functions host logs it of handlers and workers alike.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/ProcessManagement/WorkerProcess.cs
 */
export function describeExit(executable: string, code: number): string {
  return `${executable} exited with code ${code} (0x${(code >>> 0).toString(16).toUpperCase()})`;
}
