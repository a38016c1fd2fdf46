import azureFunctions from '@azure/functions';
import type { CallToolResult } from '@side-by-side/tools';

/**
 * A whole CallToolResult, which the extension passes on as it is: the only form in which `isError`
 * and `_meta` reach the client.
 * @see https://github.com/Azure/azure-functions-nodejs-library/issues/444
 */
export class CallToolResultBlock extends azureFunctions.McpContentBlock {
  readonly type = 'call_tool_result';
  readonly #result: CallToolResult;

  constructor(result: CallToolResult) {
    super();
    this.#result = result;
  }

  toJSON(): Record<string, unknown> {
    return { ...this.#result };
  }
}
