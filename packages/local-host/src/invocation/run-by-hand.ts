import { randomUUID } from 'node:crypto';
import type { FunctionInfo } from '../app-runtime.ts';
import type { HostLog } from '../log/log.ts';
import { mcpTriggerType } from '../triggers/mcp/registry.ts';

/** What the triggers say of a value that is not their own: `mcp…trigger` in lower case, or http. */
const refusals: Readonly<Record<string, string>> = {
  mcptooltrigger: 'Cannot execute a tool without a value of type CallToolExecutionContext.',
  mcpresourcetrigger:
    'Cannot execute a resource without a value of type ReadResourceExecutionContext.',
  mcpprompttrigger: 'Cannot execute a prompt without a value of type GetPromptExecutionContext.',
  httptrigger: 'An HttpRequest is required',
};

/**
 * Runs a function with a text for its trigger, as `POST /admin/functions/<name>` asks for. Neither HTTP
 * nor MCP triggers take a text, so the function fails before it is called, and only the log tells.
 * @see Azure/azure-functions-mcp-extension McpToolTriggerBinding.cs, Azure/azure-webjobs-sdk-extensions HttpTriggerAttributeBindingProvider.cs
 */
export function runByHand(
  functionName: string,
  { functions }: { readonly functions: readonly FunctionInfo[] },
  log: HostLog,
): void {
  const trigger = functions.find(({ name }) => name === functionName)?.trigger ?? '';
  const type = mcpTriggerType(trigger) ?? 'httptrigger';
  const reason = 'This function was programmatically called via the host APIs.';
  const id = randomUUID();
  const category = `Function.${functionName}`;
  log.write(
    'information',
    category,
    `Executing 'Functions.${functionName}' (Reason='${reason}', Id=${id})`,
  );
  log.write(
    'error',
    category,
    `Executed 'Functions.${functionName}' (Failed, Id=${id}, Duration=0ms)\n` +
      `Exception while executing function: Functions.${functionName}. ${refusals[type]}`,
  );
}
