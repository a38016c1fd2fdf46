import { timeSpanText } from '../dotnet/time-span.ts';
import { HostError } from '../errors.ts';
import type { HostLog } from '../log/log.ts';
import type { HostJson } from '../settings/host-json.ts';
import { settlesWithin } from '../within.ts';

/** Without `functionTimeout` in host.json a function has half an hour, but on the Consumption plan. */
const defaultMs = 30 * 60_000;
const shortestMs = 1_000;
/** A timer cannot be longer. */
const longestMs = 2 ** 31 - 1;
/** So long, in milliseconds, a function that is out of time may still take before its worker is replaced. */
const defaultGraceMs = 2_000;

/**
 * How long a function may take (`functionTimeout`), in milliseconds; undefined for without end (`-1`).
 * @throws HostError for one with which the Functions host does not start.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Config/ScriptJobHostOptionsSetup.cs
 */
export function functionTimeoutOf({ file, settings }: HostJson): number | undefined {
  const text = settings.text('functionTimeout')?.trim();
  if (text === undefined) return defaultMs;
  if (/^-1(?:\.00:00:00)?$/.test(text)) return undefined;
  const timeout = settings.timeSpan('functionTimeout');
  if (timeout !== undefined && timeout >= shortestMs) return timeout;
  throw new HostError(
    'HOST_JSON_INVALID',
    timeout === undefined
      ? `${file}: Failed to convert configuration value '${text}' at 'AzureFunctionsJobHost:functionTimeout' to type 'System.Nullable\`1[System.TimeSpan]'.`
      : `${file}: FunctionTimeout must be greater than 00:00:01 and less than 10675199.02:48:05.4775807.`,
    'Write "functionTimeout" as hours, minutes and seconds, such as "00:05:00", or "-1" for no limit.',
  );
}

/** A function took too long. It may still run: `invocation` settles when it ends. */
export class FunctionTimeoutError extends Error {
  override readonly name = 'FunctionTimeoutError';
  readonly invocation: Promise<unknown>;

  constructor(functionName: string, timeout: number, invocation: Promise<unknown>) {
    super(
      `Timeout value of ${timeSpanText(timeout)} was exceeded by function: Functions.${functionName}`,
    );
    this.invocation = invocation;
  }
}

export interface TimedInvocation {
  readonly functionName: string;
  readonly invocationId: string;
  /** In milliseconds; undefined for without end. */
  readonly timeout: number | undefined;
  readonly log: HostLog;
}

/**
 * Waits for an invocation as long as a function may take.
 * @throws FunctionTimeoutError, which `replaceHanging` is to be given once the failure is logged.
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Executors/FunctionExecutor.cs
 */
export async function withinTimeout<T>(
  { functionName, invocationId, timeout, log }: TimedInvocation,
  invocation: Promise<T>,
): Promise<T> {
  if (timeout === undefined || timeout > longestMs) return invocation;
  if (await settlesWithin(invocation, timeout)) return invocation;
  log.write(
    'error',
    `Function.${functionName}`,
    `Timeout value of ${timeSpanText(timeout)} exceeded by function 'Functions.${functionName}' (Id: '${invocationId}'). Initiating cancellation.`,
  );
  throw new FunctionTimeoutError(functionName, timeout, invocation);
}

/**
 * Replaces the worker in which a function hangs, unless the function ends within the grace. The call is answered after
 * that, as in Azure.
 * @param restart ends the worker and starts another
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/WebScriptHostExceptionHandler.cs
 */
export async function replaceHanging(
  { invocation }: FunctionTimeoutError,
  invocationId: string,
  restart: () => Promise<void>,
  log: HostLog,
  graceMs = defaultGraceMs,
): Promise<void> {
  const settled = invocation.catch(() => undefined);
  if (await settlesWithin(settled, graceMs)) return;
  const category = 'WebScriptHostExceptionHandler';
  log.write(
    'warning',
    category,
    `A function timeout has occurred. Restarting worker process executing invocationId '${invocationId}'.`,
  );
  await restart();
  log.write('warning', category, 'Restart of language worker process(es) completed.');
}
