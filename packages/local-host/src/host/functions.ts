import { compareOrdinalIgnoringCase } from '../dotnet/ordinal.ts';
import { HostError } from '../errors.ts';
import {
  type IndexedMcpFunction,
  indexMcpFunctions,
  type McpRegistry,
  mcpTriggerType,
  RegistrationError,
  registerMcpFunctions,
} from '../triggers/mcp/registry.ts';
import { BindingMembers, type TriggerBinding } from '../triggers/mcp/trigger.ts';
import type { FunctionMetadata } from '../worker/protocol.ts';
import type { FunctionInfo } from '../app-runtime.ts';
import {
  describeFunctionError,
  type FunctionError,
  logFunctionError,
  logIndexingError,
} from './function-error.ts';
import type { HostLog } from '../log/log.ts';
import { logStartFailure } from './start-failure.ts';

/** The functions of an app, and what the MCP extension serves of them. */
export interface LoadedFunctions {
  readonly functions: readonly FunctionInfo[];
  readonly registry: McpRegistry;
}

interface TriggeredFunction {
  /** The type of the trigger as the app wrote it. */
  readonly trigger: string;
  readonly binding: TriggerBinding;
}

/**
 * Makes functions of what the worker registered: in the host's order, without the disabled ones, each
 * with its trigger. What is wrong is logged with the host's words; where it is one function's error, the
 * others work.
 * @throws HostError for a registration that stops the whole host.
 */
export function loadFunctions(
  metadata: readonly FunctionMetadata[],
  env: NodeJS.ProcessEnv,
  log: HostLog,
): LoadedFunctions {
  const triggered = metadata
    .toSorted((a, b) => compareOrdinalIgnoringCase(a.name, b.name))
    .filter(({ name }) => !isDisabled(name, env, log))
    .map(readTrigger);
  const mcp = triggered.flatMap(({ trigger, binding }) => {
    const type = mcpTriggerType(trigger);
    return type ? [{ type, binding }] : [];
  });
  const { indexed, errors } = indexMcpFunctions(mcp);
  for (const error of errors) logIndexingError(error, log);
  if (errors.length === metadata.length) log.write('warning', 'Host.Startup', noJobFunctions);
  const registry = registerOrThrow(indexed, metadata, log);

  const functions = triggered.map(({ trigger, binding }) => {
    const { functionName: name } = binding;
    const failed: FunctionError | undefined = mcpTriggerType(trigger)
      ? errors.find(({ functionName }) => functionName === name)
      : { kind: 'not emulated' };
    return {
      name,
      trigger,
      ...(failed && { error: describeFunctionError(failed, trigger, binding) }),
    };
  });
  for (const { name, error } of functions) if (error) logFunctionError(name, error, log);
  return { functions, registry };
}

const noJobFunctions =
  "No job functions found. Try making your job classes and methods public. If you're using binding extensions " +
  "(e.g. Azure Storage, ServiceBus, Timers, etc.) make sure you've called the registration method for the " +
  'extension(s) in your startup code (e.g. builder.AddAzureStorage(), builder.AddServiceBus(), ' +
  'builder.AddTimers(), etc.).';

function registerOrThrow(
  indexed: readonly IndexedMcpFunction[],
  metadata: readonly FunctionMetadata[],
  log: HostLog,
): McpRegistry {
  try {
    return registerMcpFunctions(indexed);
  } catch (error) {
    if (!(error instanceof RegistrationError)) throw error;
    logStartFailure(error.cause, log);
    const { functionName } = error;
    const file = metadata.find(({ name }) => name === functionName)?.scriptFile;
    throw new HostError(
      'REGISTRATION_INVALID',
      `${error.message} (function '${functionName}' in ${file})`,
      `Correct how ${file} registers '${functionName}'. On Azure the host would not start, and answer 503 to every request.`,
      { cause: error },
    );
  }
}

function readTrigger(metadata: FunctionMetadata): TriggeredFunction {
  const bindings = metadata.rawBindings.map(
    (text) => new BindingMembers(JSON.parse(text) as Record<string, unknown>),
  );
  const members =
    bindings.find((binding) => /trigger$/i.test(binding.text('type') ?? '')) ??
    new BindingMembers({});
  return {
    trigger: members.text('type') ?? 'none',
    binding: {
      functionName: metadata.name,
      name: members.text('name') ?? '',
      members,
      properties: bindings
        .filter((binding) => binding.text('type')?.toLowerCase() === 'mcptoolproperty')
        .map((binding) => ({
          name: binding.text('name') ?? '',
          propertyName: binding.text('propertyName') ?? '',
        })),
    },
  };
}

/** An app setting `AzureWebJobs.<function>.Disabled` of `true` or `1` takes a function away. */
function isDisabled(name: string, env: NodeJS.ProcessEnv, log: HostLog): boolean {
  const setting = env[`AzureWebJobs.${name}.Disabled`] ?? env[`AzureWebJobs_${name}_Disabled`];
  const disabled = /^(?:true|1)$/i.test(setting ?? '');
  if (disabled) {
    log.write('information', 'Host.Startup', `Function 'Functions.${name}' is disabled`);
  }
  return disabled;
}
