import { describeException, DotNetError, flattenException } from '../dotnet/dotnet-error.ts';
import type { HostLog } from '../log/log.ts';
import type { McpFunctionError, McpTriggerType } from '../triggers/mcp/registry.ts';
import { extensionAssembly } from '../triggers/mcp/refusal.ts';
import type { TriggerBinding } from '../triggers/trigger-binding.ts';

/** Why one function does not run while the others do; one that is not emulated would run on Azure. */
export type FunctionError = McpFunctionError | { readonly kind: 'not emulated' };

const category = 'Host.Startup';

/** What is logged where no function at all could be indexed. */
export const noJobFunctions =
  "No job functions found. Try making your job classes and methods public. If you're using binding extensions " +
  "(e.g. Azure Storage, ServiceBus, Timers, etc.) make sure you've called the registration method for the " +
  'extension(s) in your startup code (e.g. builder.AddAzureStorage(), builder.AddServiceBus(), ' +
  'builder.AddTimers(), etc.).';

/** The class that reads the metadata of each trigger, and logs under its name. */
const bindingClasses: Readonly<Record<McpTriggerType, string>> = {
  mcptooltrigger: 'McpToolTriggerBinding',
  mcpresourcetrigger: 'McpResourceTriggerBinding',
  mcpprompttrigger: 'McpPromptTriggerBinding',
};

/**
 * Logs that a function failed indexing, in the words of Functions host 4.1037, at the time when it does:
 * before the host knows whether it starts.
 */
export function logIndexingError(error: McpFunctionError, log: HostLog): void {
  if (error.kind !== 'indexing') return;
  const { functionName, type, exception } = error;
  const indexing = indexingException(functionName, exception);
  log.write(
    'error',
    `${extensionAssembly}.${bindingClasses[type]}`,
    `Failed to parse metadata from JSON string\n${describeException(exception)}`,
  );
  log.write('error', category, `${indexing.message}\n${describeException(indexing)}`);
  log.write('error', `Function.${functionName}`, flattenException(indexing));
  log.write(
    'warning',
    category,
    `Function 'Functions.${functionName}' failed indexing and will be disabled.`,
  );
}

/** What the function's status says of its error. */
export function describeFunctionError(
  error: FunctionError,
  trigger: string,
  { functionName, name }: TriggerBinding,
): string {
  switch (error.kind) {
    case 'binding':
      return `Unable to configure binding '${name}' of type '${trigger}'. This may indicate invalid function.json properties. ${error.message}`;
    case 'indexing':
      return flattenException(indexingException(functionName, error.exception));
    case 'not emulated':
      return `The local host does not emulate a trigger of type '${trigger}'. On Azure the function would run.`;
  }
}

/** Logs a function's error once the host has started. */
export function logFunctionError(functionName: string, status: string, log: HostLog): void {
  log.write('error', category, `The '${functionName}' function is in error: ${status}`);
}

function indexingException(functionName: string, cause: DotNetError): DotNetError {
  return new DotNetError(
    'Microsoft.Azure.WebJobs.Host.Indexers.FunctionIndexingException',
    `Error indexing method 'Functions.${functionName}'`,
    'Microsoft.Azure.WebJobs.Host',
    cause,
  );
}
