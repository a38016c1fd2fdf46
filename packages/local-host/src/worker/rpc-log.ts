import type { ConsoleEntry } from '../log/console-line.ts';
import type { LogLevel } from '../log/log.ts';
import { workerCategory } from './console-log.ts';
import type { RpcLog, RpcLogLevel } from './protocol.ts';

const levels: Record<RpcLogLevel, LogLevel | undefined> = {
  Trace: 'trace',
  Debug: 'debug',
  Information: 'information',
  Warning: 'warning',
  Error: 'error',
  Critical: 'critical',
  None: undefined,
};

/**
 * A log of the worker under the categories of the Functions host: `Function.<name>.User` for what a handler logs,
 * `Function.<name>` for what the worker says of an invocation. Undefined for the level `None`.
 */
export function rpcLogEntry(log: RpcLog): ConsoleEntry | undefined {
  const level = levels[log.level];
  if (!level) return undefined;
  const name = log.category?.replace(/\.Invocation$/, '');
  const category = name ? `Function.${name}` : workerCategory;
  return {
    level,
    category: name && log.logCategory === 'User' ? `${category}.User` : category,
    message: log.message,
  };
}
