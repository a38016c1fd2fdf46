import { styleText } from 'node:util';
import { HostError, messageOf, UsageError } from '../errors.ts';
import type { LogEntry, LogLevel } from './log.ts';
import { printable } from './printable.ts';

type Style = Parameters<typeof styleText>[0];

const levelStyles: Partial<Record<LogLevel, Style>> = {
  trace: 'gray',
  debug: 'gray',
  warning: 'yellow',
  error: 'red',
  critical: 'red',
};

/** Whether an entry is worth a line while somebody works on an app: requests, what the app says, and trouble. */
export function isNoteworthy({ level, category, request }: LogEntry): boolean {
  if (request) return true;
  if (level === 'warning' || level === 'error' || level === 'critical') return true;
  return (
    level === 'information' &&
    /^Function\..*\.User$|^Host\.Function\.Console$|^EasyAuth$/.test(category)
  );
}

/**
 * An entry for the terminal: time, source, and the message. Colours only where the terminal has them
 * (`NO_COLOR` is honoured).
 * @param source which server it comes from; padded by the caller
 */
export function formatLogEntry(entry: LogEntry, source = ''): string {
  const time = entry.time.toTimeString().slice(0, 8);
  const prefix = styleText('gray', [time, source].filter(Boolean).join(' '));
  return `${prefix} ${entry.request ? formatRequest(entry.request) : formatMessage(entry)}`;
}

function formatRequest({
  method,
  path,
  status,
  milliseconds,
  operation,
}: NonNullable<LogEntry['request']>): string {
  const style: Style = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green';
  return `${styleText(style, String(status))} ${printable(operation ?? `${method} ${path}`)} ${styleText('gray', `${milliseconds} ms`)}`;
}

function formatMessage({ level, message }: LogEntry): string {
  const { said, saidLevel } = readStructuredLine(message) ?? { said: message, saidLevel: level };
  const style = levelStyles[saidLevel];
  const text = printable(saidLevel === 'information' ? said : `${saidLevel}: ${said}`);
  return style ? styleText(style, text) : text;
}

/** A line of JSON with `level` and `message`, as servers write for Application Insights. */
function readStructuredLine(line: string): { said: string; saidLevel: LogLevel } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, message, logger } = JSON.parse(line) as Record<string, unknown>;
    if (typeof message !== 'string') return undefined;
    const names: Record<string, LogLevel> = {
      info: 'information',
      warn: 'warning',
      warning: 'warning',
      debug: 'debug',
      error: 'error',
    };
    const saidLevel = names[typeof level === 'string' ? level : ''] ?? 'information';
    return { said: typeof logger === 'string' ? `${logger}: ${message}` : message, saidLevel };
  } catch {
    return undefined;
  }
}

/** An entry as one line of JSON. */
export function logEntryToJson(entry: LogEntry, source?: string): string {
  return JSON.stringify({ ...entry, ...(source && { source }) });
}

/** An error for the terminal: what is wrong, and how to fix it. */
export function formatError(error: unknown): string {
  if (error instanceof HostError) {
    return `${styleText('red', `✘ ${error.code}`)} ${error.message}\n  How to fix: ${error.hint}`;
  }
  if (error instanceof UsageError) return `${styleText('red', '✘')} ${printable(error.message)}`;
  const text = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  return styleText('red', `✘ ${text}`);
}
