import type { LogEntry, LogLevel } from './log.ts';

/** A line that a process of the app wrote, as the host logs it. */
export type ConsoleEntry = Pick<LogEntry, 'level' | 'category' | 'message'>;

/**
 * How the Functions host logs a line: standard output is information, and lines with the prefix
 * `LanguageWorkerConsoleLog`, which is taken away, are no output of the app's own.
 * @param system the category of lines with the prefix
 * @param levelOnStderr the level of a line on stderr, which depends on the kind of process
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/ProcessManagement/WorkerProcess.cs
 */
export function consoleEntry(
  stream: 'stdout' | 'stderr',
  line: string,
  system: string,
  levelOnStderr: (line: string) => LogLevel,
): ConsoleEntry {
  const level = stream === 'stdout' ? 'information' : levelOnStderr(line);
  const prefix = /^LanguageWorkerConsoleLog/i.exec(line)?.[0];
  if (prefix) return { level, category: system, message: line.slice(prefix.length) };
  return { level, category: 'Host.Function.Console', message: line };
}
