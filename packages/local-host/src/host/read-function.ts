import { DotNetError, flattenException } from '../dotnet/dotnet-error.ts';
import type { AppContext, FunctionInfo } from '../app-runtime.ts';
import { type FunctionBindings, makeFunctionBindings } from '../bindings/function-bindings.ts';
import { isHttpTrigger, readHttpTrigger } from '../triggers/http/http-trigger.ts';
import { type McpFunctionError, mcpTriggerType } from '../triggers/mcp/registry.ts';
import { BindingError, type TriggerBinding } from '../triggers/trigger-binding.ts';
import type { FunctionMetadata } from '../worker/protocol.ts';
import { describeFunctionError } from './function-error.ts';
import { describeMetadata, readTrigger } from './read-trigger.ts';
import { type RetryPolicy, retryPolicyOf } from '../invocation/retry-policy.ts';

/** One function as far as it could be read. */
export interface ReadFunction {
  /** With the reason where it does not run. */
  readonly info: FunctionInfo;
  readonly trigger: TriggerBinding;
  /** Absent where it does not run. */
  readonly bindings?: FunctionBindings;
  readonly retryPolicy?: RetryPolicy | undefined;
}

/**
 * Reads one function that the worker registered: its trigger, its other bindings and its retries.
 * @param mcpErrors what the MCP extension did not take
 * @param fallback the retries of a function without its own
 */
export function readFunction(
  metadata: FunctionMetadata,
  mcpErrors: readonly McpFunctionError[],
  fallback: RetryPolicy | undefined,
  context: Pick<AppContext, 'appRoot' | 'env' | 'log'>,
): ReadFunction {
  const { trigger, binding } = readTrigger(metadata);
  const description = describeMetadata(metadata);
  const failed = (error: string): ReadFunction => ({
    info: { name: metadata.name, trigger, description, error },
    trigger: binding,
  });
  const mcpError = mcpErrors.find(({ functionName }) => functionName === metadata.name);
  if (mcpError) return failed(describeFunctionError(mcpError, trigger, binding));
  if (!mcpTriggerType(trigger) && !isHttpTrigger(trigger)) {
    return failed(describeFunctionError({ kind: 'not emulated' }, trigger, binding));
  }
  try {
    const http = isHttpTrigger(trigger) ? readHttpTrigger(binding) : undefined;
    return {
      info: { name: metadata.name, trigger, ...http, description },
      trigger: binding,
      bindings: makeFunctionBindings(metadata, context),
      retryPolicy: metadata.retryOptions ? retryPolicyOf(metadata.retryOptions) : fallback,
    };
  } catch (error) {
    if (error instanceof BindingError) return failed(error.message);
    if (error instanceof DotNetError) return failed(flattenException(error));
    throw error;
  }
}
