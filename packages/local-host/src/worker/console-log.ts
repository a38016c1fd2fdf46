import { type ConsoleEntry, consoleEntry } from '../log/console-line.ts';
import type { LogLevel } from '../log/log.ts';

/** The category of what the worker itself, not the app, has to say. */
export const workerCategory = 'Worker';

/**
 * The log entry for a line of a Node.js worker's console: on stderr its level follows from what it says. The worker's
 * own lines give their level in brackets behind the prefix, and are information without.
 */
export function workerConsoleEntry(stream: 'stdout' | 'stderr', line: string): ConsoleEntry {
  const entry = consoleEntry(stream, line, workerCategory, levelOnStderr);
  if (entry.category !== workerCategory) return entry;
  const [brackets = '', name] = /^\[(\w+)\] ?/.exec(entry.message) ?? [];
  const level = name === 'error' ? 'error' : name === 'warn' ? 'warning' : 'information';
  return { ...entry, level, message: entry.message.slice(brackets.length) };
}

function levelOnStderr(line: string): LogLevel {
  if (/warn/i.test(line)) return 'warning';
  return /error|fail|severe|unhandled exception/i.test(line) ? 'error' : 'information';
}
