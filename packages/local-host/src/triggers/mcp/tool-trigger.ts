import { parseObject, toCallToolResult, toContentBlock, toList } from './content.ts';
import { refuseMissing } from './protocol-error.ts';
import { isObject, membersWithoutCase, parseJson, writeJson } from '../../dotnet/json-text.ts';
import type { TypedData } from '../../worker/protocol.ts';
import { readMetadata } from './metadata.ts';
import { type CallOrigin, callInvocation } from './payload.ts';
import { returnedText } from './returned-text.ts';
import { makeInputSchema, makeOutputSchema, readToolSchemas } from './tool-schema.ts';
import type { TriggerBinding } from '../trigger-binding.ts';
import type { Invoke, MakeListener } from './listener.ts';

/** A function with an `mcpToolTrigger`. */
export interface McpTool {
  readonly name: string;
  /** Its item of tools/list, JSON text. */
  readonly listing: string;
  /**
   * Calls it. The answer is the JSON text of a CallToolResult.
   * @param calledName its name as the client wrote it: letter case does not count
   * @throws ProtocolError when a required argument is missing or null.
   */
  call(
    calledName: string,
    args: Record<string, unknown> | undefined,
    origin: CallOrigin,
    invoke: Invoke,
  ): Promise<string>;
}

/**
 * Reads the binding of a tool.
 * @throws BindingError or IndexingError, which put this function in error.
 */
export function readToolTrigger(binding: TriggerBinding): MakeListener<McpTool> {
  const { members } = binding;
  const name = members.requiredText('toolName');
  const description = members.requiredText('description');
  const useResultSchema = members.flag('useResultSchema');
  const schemas = readToolSchemas(members);
  const meta = readMetadata(members.text('metadata'));

  return () => {
    const inputSchema = makeInputSchema(name, schemas);
    const outputSchema = makeOutputSchema(name, schemas);
    const listing = [
      `"name":${writeJson(name)}`,
      `"description":${writeJson(description)}`,
      `"inputSchema":${inputSchema.json}`,
      ...(outputSchema ? [`"outputSchema":${outputSchema}`] : []),
      ...(meta ? [`"_meta":${writeJson(meta)}`] : []),
    ];
    return {
      name,
      listing: `{${listing.join(',')}}`,
      async call(calledName, args, origin, invoke) {
        refuseMissing('tool properties', inputSchema.required, args);
        try {
          const returned = await invoke(callInvocation(binding, 'tool', calledName, args, origin));
          return writeJson(returned ? readToolResult(returned, useResultSchema) : { content: [] });
        } catch {
          // The cause is in the log of the function; the client never sees it.
          const text = `An error occurred invoking '${calledName}'.`;
          return writeJson({ content: [{ type: 'text', text }], isError: true });
        }
      },
    };
  };
}

/** @see Azure/azure-functions-mcp-extension Trigger/ToolReturnValueBinder.cs, SimpleToolReturnValueBinder.cs */
function readToolResult(returned: TypedData, useResultSchema: boolean): object {
  if (!useResultSchema) return { content: [{ type: 'text', text: returnedText(returned) }] };
  if (returned.string === undefined) throw new Error('Expected JSON string.');

  const { type, content, structuredContent } = readEnvelope(returned.string);
  if (type === 'call_tool_result') return toCallToolResult(parseObject(content));
  const blocks =
    type === 'multi_content_result' ? toList(parseJson(content)) : [parseJson(content)];
  if (!blocks.length) throw new Error('No content items were produced from the McpToolResult.');
  return {
    content: blocks.map(toContentBlock),
    ...(structuredContent && { structuredContent: parseJson(structuredContent) }),
  };
}

/** The envelope that the worker's library puts around every result: member names have no letter case. */
function readEnvelope(text: string) {
  const envelope = parseJson(text);
  if (!isObject(envelope))
    throw new Error('The function return value is not a valid McpToolResult.');
  const members = membersWithoutCase(envelope);
  const [type, content, structuredContent] = ['type', 'content', 'structuredcontent'].map(
    (name) => members.get(name) ?? undefined,
  );
  if (typeof type !== 'string' || typeof content !== 'string') {
    throw new Error('The function return value is not a valid McpToolResult.');
  }
  if (structuredContent !== undefined && typeof structuredContent !== 'string') {
    throw new Error('The structured content of a McpToolResult is not a string.');
  }
  return { type: type.toLowerCase(), content, structuredContent };
}
