import { HostError } from '../errors.ts';
import {
  type FunctionError,
  type McpRegistry,
  type McpTriggerType,
  mcpTriggers,
  RegistrationError,
  registerMcpFunctions,
} from '../triggers/mcp/registry.ts';
import { BindingMembers, type TriggerBinding } from '../triggers/mcp/trigger.ts';
import type { FunctionMetadata } from '../worker/protocol.ts';
import type { FunctionInfo } from './app-runtime.ts';
import type { HostLog } from './log.ts';

/** The functions of an app, and what the MCP extension serves of them. */
export interface LoadedFunctions {
  readonly functions: readonly FunctionInfo[];
  readonly registry: McpRegistry;
}

interface TriggeredFunction {
  readonly metadata: FunctionMetadata;
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
  const mcp = triggered.flatMap(({ trigger, binding }) =>
    isMcpTrigger(trigger.toLowerCase())
      ? [{ type: trigger.toLowerCase() as McpTriggerType, binding }]
      : [],
  );
  const { registry, errors } = register(mcp, triggered);
  for (const { trigger, binding } of triggered) {
    if (!isMcpTrigger(trigger.toLowerCase()))
      errors.push(notEmulated(binding.functionName, trigger));
  }

  const typeOf = new Map(triggered.map(({ trigger, binding }) => [binding.functionName, trigger]));
  const described = errors.map((error) => ({
    name: error.functionName,
    message: logFunctionError(error, typeOf.get(error.functionName) ?? '', triggered, log),
  }));
  const functions = triggered.map(({ metadata: { name }, trigger }) => {
    const error = described.find((entry) => entry.name === name)?.message;
    return { name, trigger, ...(error && { error }) };
  });
  return { functions, registry };
}

function register(
  mcp: Parameters<typeof registerMcpFunctions>[0],
  all: readonly TriggeredFunction[],
): { registry: McpRegistry; errors: FunctionError[] } {
  try {
    return registerMcpFunctions(mcp);
  } catch (error) {
    if (!(error instanceof RegistrationError)) throw error;
    const file = all.find(({ metadata: { name } }) => name === error.functionName)?.metadata
      .scriptFile;
    throw new HostError(
      'REGISTRATION_INVALID',
      `${error.message} (function '${error.functionName}' in ${file})`,
      `Correct how ${file} registers '${error.functionName}'. On Azure the host would not start, and answer 503 to every request.`,
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
    metadata,
    trigger: members.text('type') ?? 'none',
    binding: { functionName: metadata.name, name: members.text('name') ?? '', members },
  };
}

function isMcpTrigger(type: string): type is McpTriggerType {
  return (mcpTriggers as readonly string[]).includes(type);
}

function notEmulated(functionName: string, trigger: string): FunctionError {
  return {
    functionName,
    kind: 'binding',
    message: `The local host does not emulate a trigger of type '${trigger}'. On Azure the function would run.`,
  };
}

/** Logs why a function does not run, and returns what its status says. */
function logFunctionError(
  { functionName, kind, message }: FunctionError,
  trigger: string,
  all: readonly TriggeredFunction[],
  log: HostLog,
): string {
  const binding = all.find((entry) => entry.binding.functionName === functionName)?.binding;
  if (kind === 'indexing') {
    const text = `Microsoft.Azure.WebJobs.Host: Error indexing method 'Functions.${functionName}'. System.Text.Json: ${message}`;
    log.write(
      'error',
      'Host.Startup',
      `Error indexing method 'Functions.${functionName}'\n${message}`,
    );
    log.write(
      'warning',
      'Host.Startup',
      `Function 'Functions.${functionName}' failed indexing and will be disabled.`,
    );
    log.write('error', 'Host.Startup', `The '${functionName}' function is in error: ${text}`);
    return text;
  }
  const text = isMcpTrigger(trigger.toLowerCase())
    ? `Unable to configure binding '${binding?.name}' of type '${trigger}'. This may indicate invalid function.json properties. ${message}`
    : message;
  log.write('error', 'Host.Startup', `The '${functionName}' function is in error: ${text}`);
  return text;
}

/** An app setting `AzureWebJobs.<function>.Disabled` of `true` or `1` takes a function away. */
function isDisabled(name: string, env: NodeJS.ProcessEnv, log: HostLog): boolean {
  const setting = env[`AzureWebJobs.${name}.Disabled`] ?? env[`AzureWebJobs_${name}_Disabled`];
  const disabled = /^(?:true|1)$/i.test(setting ?? '');
  if (disabled)
    log.write('information', 'Host.Startup', `Function 'Functions.${name}' is disabled`);
  return disabled;
}

/** Upper-case letters are compared, so `_` comes after every letter. */
function compareOrdinalIgnoringCase(a: string, b: string): number {
  const [left, right] = [a.toUpperCase(), b.toUpperCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}
