import type { LogEntry } from '../log/log.ts';

/**
 * The log entry for a line of the handler's console. `system` is the category for lines that say they
 * are no output of the app's own.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/ProcessManagement/WorkerProcess.cs
 */
export function entryOfLine(
  stream: 'stdout' | 'stderr',
  line: string,
  system: string,
): Pick<LogEntry, 'level' | 'category' | 'message'> {
  const level = stream === 'stdout' ? 'information' : /warn/i.test(line) ? 'warning' : 'error';
  const prefix = /^LanguageWorkerConsoleLog/i.exec(line)?.[0];
  if (prefix) return { level, category: system, message: line.slice(prefix.length) };
  return { level, category: 'Host.Function.Console', message: line };
}
