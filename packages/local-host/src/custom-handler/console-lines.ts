import { type ConsoleEntry, consoleEntry } from '../log/console-line.ts';

/**
 * The log entry for a line of the handler's console: on stderr it is an error unless it warns.
 * @param system the category for lines that say they are no output of the app's own
 */
export function handlerConsoleEntry(
  stream: 'stdout' | 'stderr',
  line: string,
  system: string,
): ConsoleEntry {
  return consoleEntry(stream, line, system, (text) => (/warn/i.test(text) ? 'warning' : 'error'));
}
