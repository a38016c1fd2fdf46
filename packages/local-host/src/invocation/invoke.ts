import { randomUUID } from 'node:crypto';
import type { FunctionBindings } from '../bindings/function-bindings.ts';
import type { TriggerInvocation } from '../triggers/trigger-binding.ts';
import type { InvocationRequest, InvocationResponse } from '../worker/protocol.ts';
import type { HostLog } from '../log/log.ts';
import { FunctionTimeoutError, replaceHanging, withinTimeout } from './function-timeout.ts';
import { type RetryContext, withRetries } from './retries.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** What can run a function: a worker. Rejects where it died. */
export interface FunctionRunner {
  invoke(request: InvocationRequest): Promise<InvocationResponse>;
}

/** The worker that takes invocations now, and its replacement where a function hangs in it. */
export interface Workers<Worker extends FunctionRunner> {
  current(): Promise<Worker>;
  restart(worker: Worker): Promise<void>;
}

/** What invocations go by. */
export interface InvokeParts<Worker extends FunctionRunner> {
  readonly workers: Workers<Worker>;
  readonly log: HostLog;
  /** Of each function, by its name; so are the policies. */
  readonly bindings?: ReadonlyMap<string, FunctionBindings>;
  readonly retryPolicies?: ReadonlyMap<string, RetryPolicy>;
  /** How long a function may take, in milliseconds; undefined for without end. */
  readonly timeout: number | undefined;
  /** Aborts when the app is ended: nothing is tried again then. */
  readonly signal: AbortSignal;
}

/** What an invocation may be told besides. */
export interface InvokeOptions<Worker extends FunctionRunner> {
  /** @default a new one for each attempt */
  readonly invocationId?: string;
  /** @default the current one */
  readonly worker?: Worker;
  /** Why the function runs, in the words of the log. @default '(null)', as the MCP extension gives none */
  readonly reason?: string;
}

/** Runs a function with its bindings. Rejects where the function, or a binding of it, fails. */
export type InvokeFunction<Worker extends FunctionRunner = FunctionRunner> = (
  invocation: TriggerInvocation,
  options?: InvokeOptions<Worker>,
) => Promise<InvocationResponse>;

/**
 * Runs functions in the worker, each attempt between the host's two log lines: reads the inputs, invokes,
 * stores the outputs. A failure rejects with the host's message, which holds the worker's message and stack.
 */
export function createInvoke<Worker extends FunctionRunner>(
  parts: InvokeParts<Worker>,
): InvokeFunction<Worker> {
  const { log, retryPolicies, signal } = parts;
  return (invocation, options = {}) => {
    const { functionName } = invocation;
    const policy = retryPolicies?.get(functionName);
    return withRetries({ functionName, policy, log, signal }, (retryContext) =>
      attempt(parts, invocation, options, retryContext),
    );
  };
}

async function attempt<Worker extends FunctionRunner>(
  parts: InvokeParts<Worker>,
  invocation: TriggerInvocation,
  { invocationId = randomUUID(), worker, reason = '(null)' }: InvokeOptions<Worker>,
  retryContext: RetryContext,
): Promise<InvocationResponse> {
  const { log, workers } = parts;
  const { functionName } = invocation;
  const category = `Function.${functionName}`;
  const start = performance.now();
  log.write(
    'information',
    category,
    `Executing 'Functions.${functionName}' (Reason='${reason}', Id=${invocationId})`,
  );
  const ended = (status: string): string =>
    `Executed 'Functions.${functionName}' (${status}, Id=${invocationId}, Duration=${Math.round(performance.now() - start)}ms)`;
  let runner = worker;
  try {
    runner ??= await workers.current();
    const response = await run(parts, runner, invocation, { invocationId, retryContext });
    log.write('information', category, ended('Succeeded'));
    return response;
  } catch (error) {
    log.write('error', category, `${ended('Failed')}\n${(error as Error).message}`);
    if (error instanceof FunctionTimeoutError && runner) {
      const hanging = runner;
      await replaceHanging(error, invocationId, () => workers.restart(hanging), log);
    }
    throw error;
  }
}

async function run<Worker extends FunctionRunner>(
  { log, bindings, timeout }: InvokeParts<Worker>,
  runner: Worker,
  { functionName, inputData, triggerMetadata }: TriggerInvocation,
  { invocationId, retryContext }: { invocationId: string; retryContext: RetryContext },
): Promise<InvocationResponse> {
  const own = bindings?.get(functionName);
  const inputs = (await own?.readInputs(triggerMetadata)) ?? [];
  const invoked = runner.invoke({
    invocationId,
    functionId: functionName,
    inputData: [...inputData, ...inputs],
    triggerMetadata: { ...triggerMetadata },
    traceContext: { traceParent: '', traceState: '', attributes: {} },
    ...(retryContext && { retryContext }),
  });
  const response = await withinTimeout({ functionName, invocationId, timeout, log }, invoked);
  const { status, exception = {} } = response.result;
  if (status !== 'Success') {
    const { message, stackTrace } = exception;
    throw new Error(`Result: ${status}\nException: ${message}\nStack: ${stackTrace}`);
  }
  await own?.writeOutputs(triggerMetadata, response);
  return response;
}
