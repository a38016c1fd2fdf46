import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { timeSpanText } from '../dotnet/time-span.ts';
import type { HostLog } from '../log/log.ts';
import type { InvocationRequest } from '../worker/protocol.ts';
import { createDelays, type RetryPolicy } from './retry-policy.ts';

/** What an invocation says of retries; absent for a function without a policy. */
export type RetryContext = InvocationRequest['retryContext'];

export interface Retries {
  readonly functionName: string;
  /** Without one a function runs once. */
  readonly policy: RetryPolicy | undefined;
  readonly log: HostLog;
  /** Aborts when the host stops: nothing is tried again then. */
  readonly signal: AbortSignal;
  /** Waits so many milliseconds; rejects when the signal aborts. @default a timer */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** A number from 0 up to 1, for backoffs. */
  readonly random?: () => number;
}

/**
 * Runs `attempt` until it succeeds, as often as the policy allows, whatever the trigger and whatever it failed of.
 * Rejects with the last failure.
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Executors/FunctionExecutorExtensions.cs
 */
export async function withRetries<T>(
  retries: Retries,
  attempt: (retryContext: RetryContext) => Promise<T>,
): Promise<T> {
  const { functionName, policy, log, signal, wait = timer, random } = retries;
  if (!policy) return attempt(undefined);
  const { maxRetryCount } = policy;
  const category = `Function.${functionName}`;
  const nextDelay = createDelays(policy, random);
  let context: NonNullable<RetryContext> = { retryCount: 0, maxRetryCount };
  for (let retryCount = 1; ; retryCount += 1) {
    try {
      return await attempt(context);
    } catch (error) {
      if (maxRetryCount !== -1 && retryCount > maxRetryCount) {
        const failed = `Function execution failed after '${maxRetryCount}' retries.`;
        log.write('error', category, `${failed}\n${messageOf(error)}`);
        throw error;
      }
      context = { retryCount, maxRetryCount, exception: retriedException(functionName, error) };
      const delay = nextDelay();
      log.write(
        'debug',
        category,
        `Waiting for \`${timeSpanText(delay)}\` before retrying function execution. Next attempt: '${retryCount}'. Max retry count: '${maxRetryCount}'.`,
      );
      const waited = await wait(delay, signal).then(
        () => true,
        () => false,
      );
      if (!waited) {
        log.write('warning', category, 'Invocation cancelled - exiting retry loop.');
        throw error;
      }
    }
  }
}

const timer = (milliseconds: number, signal: AbortSignal) =>
  sleep(milliseconds, undefined, { signal });

/**
 * The failure as the next attempt reads it in `context.retryContext.exception`: formatted as the Functions host
 * formats it, less the frames of its own stack.
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Diagnostics/ExceptionFormatter.cs
 */
function retriedException(functionName: string, error: unknown) {
  const outer = `Microsoft.Azure.WebJobs.Host.FunctionInvocationException : Exception while executing function: Functions.${functionName}`;
  const inner = `Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException : ${messageOf(error)}`;
  return {
    message: `${outer} ---> ${inner}\n   End of inner exception`,
    source: 'Microsoft.Azure.WebJobs.Host',
    stackTrace: '',
  };
}

/** Logs, as the host starts, that the trigger of a function with a policy was not made for retries: ours never are. */
export function logRetrySupport(functionName: string, log: HostLog): void {
  log.write(
    'warning',
    'Host.Startup',
    `Soon retries will not be supported for function 'Functions.${functionName}'. For more information, please visit http://aka.ms/func-retry-policies.`,
  );
}
