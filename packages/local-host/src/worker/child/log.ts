import type { RpcLog, RpcLogLevel } from '../protocol.ts';
import type { Worker } from './app.ts';
import type { HookData, LogCategory, LogLevel } from './core-types.ts';
import { enumName } from './enums.ts';
import { withReadOnly } from './hooks.ts';

const levels: Record<string, RpcLogLevel> = {
  trace: 'Trace',
  debug: 'Debug',
  information: 'Information',
  warning: 'Warning',
  error: 'Error',
  critical: 'Critical',
  none: 'None',
};
const categories: Record<string, RpcLog['logCategory']> = {
  user: 'User',
  system: 'System',
  customMetric: 'CustomMetric',
};

/** The invocation that a log belongs to. */
export interface LogScope {
  readonly invocationId: string;
  /** `<function>.Invocation` */
  readonly category: string;
  readonly hookData: HookData;
  /** Set once the library has made it. */
  invocationContext: unknown;
}

/** Sends a log to the host. The app's log hooks see every log, and may change those of the app. */
export function writeLog(
  worker: Worker,
  level: LogLevel,
  category: LogCategory,
  message: string,
  scope?: LogScope,
): void {
  const log = { level, message };
  const hooked = throughHooks(worker, log, category, scope);
  const sent = category === 'user' ? hooked : log;
  worker.send({
    rpcLog: {
      ...(scope && { invocationId: scope.invocationId, category: scope.category }),
      level: enumName(levels, sent.level, 'CoreRpcLogLevel') ?? 'Trace',
      message: sent.message,
      logCategory: enumName(categories, category, 'CoreRpcLogCategory') ?? 'User',
    },
  });
}

/**
 * The log as the app's log hooks leave it. A hook that throws changes nothing: it must not keep logs from being sent.
 * @see Azure/azure-functions-nodejs-worker:src/hooks/LogHookContext.ts (newer than worker 3.9.1)
 */
function throughHooks(
  worker: Worker,
  log: { level: LogLevel; message: string },
  category: LogCategory,
  scope: LogScope | undefined,
): { level: LogLevel; message: string } {
  const hooks = worker.app.hooks['log'] ?? [];
  if (hooks.length === 0) return log;
  const context = withReadOnly(
    { ...log },
    {
      category,
      hookData: scope?.hookData ?? {},
      appHookData: worker.app.appHookData,
      invocationContext: scope?.invocationContext,
    },
  );
  try {
    for (const hook of hooks) hook(context);
    return { level: context.level, message: context.message };
  } catch {
    return log;
  }
}
