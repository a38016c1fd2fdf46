import { compareOrdinalIgnoringCase } from '../dotnet/ordinal.ts';
import type { AppContext, FunctionInfo } from '../app-runtime.ts';
import type { FunctionBindings } from '../bindings/function-bindings.ts';
import { mapRoutes, type RouteTable } from '../triggers/http/routing/route-table.ts';
import {
  indexMcpFunctions,
  type McpRegistry,
  mcpTriggerType,
  registerMcpFunctions,
} from '../triggers/mcp/registry.ts';
import type { TriggerBinding } from '../triggers/trigger-binding.ts';
import type { FunctionMetadata } from '../worker/protocol.ts';
import { logFunctionError, logIndexingError, noJobFunctions } from './function-error.ts';
import { readHostRetryPolicy } from '../invocation/host-retry-policy.ts';
import type { HostLog } from '../log/log.ts';
import { readFunction } from './read-function.ts';
import { describeMetadata, readTrigger } from './read-trigger.ts';
import { logRetrySupport } from '../invocation/retries.ts';
import type { RetryPolicy } from '../invocation/retry-policy.ts';
import { refusingRegistrations } from './start-failure.ts';

type LoadContext = Pick<AppContext, 'appRoot' | 'env' | 'log' | 'hostJson' | 'onFunctions'>;

/** The functions of an app, and what serves them. */
export interface LoadedFunctions {
  /** All of them, in the host's order: those in error and the disabled ones too. */
  readonly functions: readonly FunctionInfo[];
  readonly registry: McpRegistry;
  readonly routes: RouteTable;
  /** The trigger of each function that runs, by the function's name. */
  readonly triggers: ReadonlyMap<string, TriggerBinding>;
  /** Its other bindings. */
  readonly bindings: ReadonlyMap<string, FunctionBindings>;
  /** How often it is run again where it fails; most are not. */
  readonly retryPolicies: ReadonlyMap<string, RetryPolicy>;
}

/**
 * Makes functions of what the worker registered, in the host's order, each with its trigger. What is
 * wrong is logged with the host's words; where it is one function's error, the others work.
 * @param prefix below which HTTP functions answer
 * @throws HostError for a registration that stops the whole host.
 */
export function loadFunctions(
  metadata: readonly FunctionMetadata[],
  prefix: string,
  context: LoadContext,
): LoadedFunctions {
  const { env, log } = context;
  const sorted = metadata.toSorted((a, b) => compareOrdinalIgnoringCase(a.name, b.name));
  const enabled = sorted.filter(({ name }) => !isDisabled(name, env, log));
  const mcp = indexMcpFunctions(enabled.flatMap(mcpTrigger));
  for (const error of mcp.errors) logIndexingError(error, log);
  if (mcp.errors.length === metadata.length) log.write('warning', 'Host.Startup', noJobFunctions);

  const fallback = readHostRetryPolicy(context);
  const read = enabled.map((one) => readFunction(one, mcp.errors, fallback, context));
  context.onFunctions?.(
    inOrder(
      sorted,
      read.map(({ info }) => info),
    ),
  );
  const routes = refusingRegistrations(metadata, log, () =>
    mapRoutes(
      read.map(({ info }) => info),
      prefix,
    ),
  );
  const functions = inOrder(sorted, routes.functions);
  context.onFunctions?.(functions);

  const runs = new Set(functions.filter(isRunning).map(({ name }) => name));
  const indexed = mcp.indexed.filter(({ functionName }) => runs.has(functionName));
  const registry = refusingRegistrations(metadata, log, () => registerMcpFunctions(indexed));
  for (const { name, error } of functions) if (error) logFunctionError(name, error, log);

  const running = read.filter(({ info }) => runs.has(info.name));
  for (const { info, retryPolicy } of running) if (retryPolicy) logRetrySupport(info.name, log);
  return {
    functions,
    registry,
    routes,
    triggers: new Map(running.map(({ info, trigger }) => [info.name, trigger])),
    bindings: new Map(
      running.flatMap(({ info, bindings }) => (bindings ? [[info.name, bindings]] : [])),
    ),
    retryPolicies: new Map(
      running.flatMap(({ info, retryPolicy }) => (retryPolicy ? [[info.name, retryPolicy]] : [])),
    ),
  };
}

/** Whether a function can be called. */
export function isRunning({ error, disabled }: FunctionInfo): boolean {
  return error === undefined && !disabled;
}

function mcpTrigger(metadata: FunctionMetadata) {
  const { trigger, binding } = readTrigger(metadata);
  const type = mcpTriggerType(trigger);
  return type ? [{ type, binding }] : [];
}

/** All functions in the host's order; what is not among those that were read is disabled. */
function inOrder(
  sorted: readonly FunctionMetadata[],
  read: readonly FunctionInfo[],
): FunctionInfo[] {
  const known = new Map(read.map((info) => [info.name, info]));
  return sorted.map(
    (metadata) =>
      known.get(metadata.name) ?? {
        name: metadata.name,
        trigger: readTrigger(metadata).trigger,
        disabled: true,
        description: describeMetadata(metadata),
      },
  );
}

/** An app setting `AzureWebJobs.<function>.Disabled` of `true` or `1` takes a function away. */
export function isDisabled(name: string, env: NodeJS.ProcessEnv, log: HostLog): boolean {
  const setting = env[`AzureWebJobs.${name}.Disabled`] ?? env[`AzureWebJobs_${name}_Disabled`];
  const disabled = /^(?:true|1)$/i.test(setting ?? '');
  if (disabled) {
    log.write('information', 'Host.Startup', `Function 'Functions.${name}' is disabled`);
  }
  return disabled;
}
