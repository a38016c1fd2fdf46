import type { LogLevel } from '../log/log.ts';

/** A line that the worker's process wrote, as the host logs it. */
export interface ConsoleEntry {
  readonly level: LogLevel;
  readonly category: string;
  readonly message: string;
}

/** The category of what the worker itself, not the app, has to say. */
export const workerCategory = 'Worker';

/**
 * How the Functions host logs a line of a Node.js worker: by what it says, not by its stream alone.
 * Lines with the prefix `LanguageWorkerConsoleLog` are the worker's own.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/ProcessManagement/WorkerProcess.cs
 */
export function consoleEntry(stream: 'stdout' | 'stderr', line: string): ConsoleEntry {
  const own = /^LanguageWorkerConsoleLog(?:\[(\w+)\] ?)?/.exec(line);
  if (own) {
    const level = own[1] === 'error' ? 'error' : own[1] === 'warn' ? 'warning' : 'information';
    return { level, category: workerCategory, message: line.slice(own[0].length) };
  }
  const level = stream === 'stdout' ? 'information' : levelOf(line);
  return { level, category: 'Host.Function.Console', message: line };
}

function levelOf(line: string): LogLevel {
  if (/warn/i.test(line)) return 'warning';
  return /error|fail|severe|unhandled exception/i.test(line) ? 'error' : 'information';
}
