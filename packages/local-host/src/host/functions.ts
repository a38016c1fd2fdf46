import { HostError } from '../errors.ts';
import {
  type McpRegistry,
  mcpTriggerType,
  RegistrationError,
  registerMcpFunctions,
} from '../triggers/mcp/registry.ts';
import { BindingMembers, type TriggerBinding } from '../triggers/mcp/trigger.ts';
import type { FunctionMetadata } from '../worker/protocol.ts';
import type { FunctionInfo } from '../app-runtime.ts';
import { type FunctionError, logFunctionError } from './function-error.ts';
import type { HostLog } from '../log/log.ts';

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
 * with its trigger. A function in error is logged with the host's words, the others work.
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
  const { registry, errors } = registerOrThrow(mcp, metadata);

  const functions = triggered.map(({ trigger, binding }) => {
    const { functionName: name } = binding;
    const failed: FunctionError | undefined = mcpTriggerType(trigger)
      ? errors.find(({ functionName }) => functionName === name)
      : { kind: 'not emulated' };
    return {
      name,
      trigger,
      ...(failed && { error: logFunctionError(failed, trigger, binding, log) }),
    };
  });
  return { functions, registry };
}

function registerOrThrow(
  mcp: Parameters<typeof registerMcpFunctions>[0],
  metadata: readonly FunctionMetadata[],
): ReturnType<typeof registerMcpFunctions> {
  try {
    return registerMcpFunctions(mcp);
  } catch (error) {
    if (!(error instanceof RegistrationError)) throw error;
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
    binding: { functionName: metadata.name, name: members.text('name') ?? '', members },
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

/** Upper-case letters are compared, so `_` comes after every letter. */
function compareOrdinalIgnoringCase(a: string, b: string): number {
  const [left, right] = [a.toUpperCase(), b.toUpperCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}
