import type { z } from 'zod';
import type { Caller } from './caller.ts';
import { type Catalogue, findByName } from './catalogue.ts';
import type { CallToolResult } from './content.ts';
import type { CallContext, CallRecord } from './context.ts';
import { NotFoundError, ToolError } from './errors.ts';
import type { Requirements, Tool } from './tool.ts';

/**
 * Calls a tool, the one way in which both servers do it: checks the arguments, runs the handler,
 * checks its output, and renders the answer. Whatever goes wrong in it is a result with `isError`;
 * what was not meant for the caller's eyes goes to the log.
 * @param rawArguments as the client sent them; undefined for none
 * @throws NotFoundError when the catalogue has no such tool.
 */
export async function callTool(
  catalogue: Catalogue,
  name: string,
  rawArguments: unknown,
  context: CallContext,
): Promise<CallToolResult> {
  const tool = findByName(catalogue.tools, name)?.definition;
  if (!tool) throw new NotFoundError(`Unknown tool: '${name}'`);
  const start = performance.now();
  const { outcome, result } = await run(tool, rawArguments, context);
  const caller = context.caller?.name ?? context.caller?.id;
  context.logCall({
    tool: tool.name,
    outcome,
    milliseconds: Math.round(performance.now() - start),
    ...(caller !== undefined && { caller }),
  });
  return result;
}

async function run(
  tool: Tool,
  rawArguments: unknown,
  context: CallContext,
): Promise<{ outcome: CallRecord['outcome']; result: CallToolResult }> {
  try {
    refuseUnqualified(tool.requires, context.caller);
    const args = parseArguments(tool, rawArguments);
    const output = tool.output.parse(await tool.handler(args, context));
    return { outcome: 'ok', result: render(tool, output) };
  } catch (error) {
    if (error instanceof ToolError) return { outcome: 'error', result: failure(error.message) };
    context.logFailure(`Tool '${tool.name}' failed: ${stackOf(error)}`);
    const message = `The tool '${tool.name}' failed unexpectedly. The server's log has the details.`;
    return { outcome: 'failure', result: failure(message) };
  }
}

function parseArguments(tool: Tool, rawArguments: unknown): Record<string, unknown> {
  const parsed = tool.input.safeParse(rawArguments ?? {});
  if (parsed.success) return parsed.data;
  throw new ToolError(`Invalid arguments for tool '${tool.name}': ${describeIssues(parsed.error)}`);
}

/** One sentence that names each wrong field: `city: Invalid input: expected string, received number`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}

function refuseUnqualified(requires: Requirements | undefined, caller: Caller | undefined): void {
  if (!requires) return;
  if (!caller) throw new ToolError('This tool is only for signed-in callers.');
  const missing = requires.scopes?.filter((scope) => !caller.scopes.includes(scope)) ?? [];
  if (missing.length) throw new ToolError(`Your sign-in lacks the scope ${missing.join(', ')}.`);
  if (requires.roles && !requires.roles.some((role) => caller.roles.includes(role))) {
    throw new ToolError(
      `This tool is only for callers in the role ${requires.roles.join(' or ')}.`,
    );
  }
}

function render(tool: Tool, output: Record<string, unknown>): CallToolResult {
  return {
    content: tool.content?.(output) ?? [{ type: 'text', text: JSON.stringify(output) }],
    structuredContent: output,
    ...(tool.resultMeta && { _meta: tool.resultMeta(output) }),
  };
}

function failure(message: string): CallToolResult {
  return { content: [{ type: 'text', text: message }], isError: true };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
