import type { TriggerBinding } from '../triggers/mcp/trigger.ts';
import type { HostLog } from '../log/log.ts';

/** Why one function does not run while the others do. */
export type FunctionError =
  /** Its binding was never made. */
  | { readonly kind: 'binding'; readonly message: string }
  /** It was made, and disabled. */
  | { readonly kind: 'indexing'; readonly message: string }
  /** It would run on Azure. */
  | { readonly kind: 'not emulated' };

const category = 'Host.Startup';

/**
 * Logs why a function does not run, in the words of Functions host 4.1037, and returns what the
 * function's status says.
 */
export function logFunctionError(
  error: FunctionError,
  trigger: string,
  { functionName, name }: TriggerBinding,
  log: HostLog,
): string {
  if (error.kind === 'indexing') {
    const indexing = `Error indexing method 'Functions.${functionName}'`;
    log.write('error', category, `${indexing}\n${error.message}`);
    log.write(
      'warning',
      category,
      `Function 'Functions.${functionName}' failed indexing and will be disabled.`,
    );
  }
  const status = describe(error, trigger, functionName, name);
  log.write('error', category, `The '${functionName}' function is in error: ${status}`);
  return status;
}

function describe(
  error: FunctionError,
  trigger: string,
  functionName: string,
  bindingName: string,
): string {
  switch (error.kind) {
    case 'binding':
      return `Unable to configure binding '${bindingName}' of type '${trigger}'. This may indicate invalid function.json properties. ${error.message}`;
    case 'indexing':
      return `Microsoft.Azure.WebJobs.Host: Error indexing method 'Functions.${functionName}'. System.Text.Json: ${error.message}`;
    case 'not emulated':
      return `The local host does not emulate a trigger of type '${trigger}'. On Azure the function would run.`;
  }
}
