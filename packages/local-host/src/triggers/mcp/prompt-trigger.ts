import { parseObject, toGetPromptResult, toList, toPromptMessage } from './content.ts';
import { refuseMissing } from './protocol-error.ts';
import { isObject, membersWithoutCase, parseJson, writeJson } from '../../dotnet/json-text.ts';
import type { TypedData } from '../../worker/protocol.ts';
import { jsonException, parseDocument } from './json-document.ts';
import { readMetadata } from './metadata.ts';
import { type CallOrigin, callInvocation } from './payload.ts';
import { returnedText } from './returned-text.ts';
import type { TriggerBinding } from '../trigger-binding.ts';
import type { Invoke, MakeListener } from './listener.ts';

/** A function with an `mcpPromptTrigger`. */
export interface McpPrompt {
  readonly name: string;
  /** Its item of prompts/list, JSON text. */
  readonly listing: string;
  /**
   * Renders it. The answer is the JSON text of a GetPromptResult.
   * @param calledName its name as the client wrote it: letter case does not count
   * @throws ProtocolError when a required argument is missing or null.
   */
  get(
    calledName: string,
    args: Record<string, unknown> | undefined,
    origin: CallOrigin,
    invoke: Invoke,
  ): Promise<string>;
}

/**
 * Reads the binding of a prompt.
 * @throws BindingError or IndexingError, which put this function in error.
 */
export function readPromptTrigger(binding: TriggerBinding): MakeListener<McpPrompt> {
  const { members } = binding;
  const name = members.requiredText('promptName');
  const title = members.text('title');
  const description = members.text('description');
  const useResultSchema = members.flag('useResultSchema');
  const promptArguments = members.text('promptArguments');
  const iconList = members.text('icons');
  const meta = readMetadata(members.text('metadata'));

  return () => {
    const declared = readList(promptArguments, 'promptArguments')?.map(readArgument);
    const required = (declared ?? [])
      .filter((argument) => argument.required === true)
      .map((argument) => argument.name);
    const icons = readList(iconList, 'icons')?.map(readIcon);
    return {
      name,
      listing: writeJson({
        name,
        ...(title !== undefined && { title }),
        ...(description !== undefined && { description }),
        ...(declared && { arguments: declared }),
        ...(icons && { icons }),
        ...(meta && { _meta: meta }),
      }),
      async get(calledName, args, origin, invoke) {
        refuseMissing('prompt arguments', required, args);
        const returned = await invoke(callInvocation(binding, 'prompt', calledName, args, origin));
        return writeJson(returned ? readPromptResult(returned, useResultSchema) : { messages: [] });
      },
    };
  };
}

function readList(text: string | undefined, member: string): unknown[] | undefined {
  const list = text ? parseDocument(text) : null;
  if (list === null) return undefined;
  if (!Array.isArray(list)) throw jsonException(`${member}: the JSON value is not a list.`);
  return list;
}

interface PromptArgument {
  readonly name: string;
  readonly required?: unknown;
}

function readArgument(value: unknown): PromptArgument {
  const members = isObject(value) ? membersWithoutCase(value) : undefined;
  const name = members?.get('name');
  if (!members || typeof name !== 'string') {
    throw jsonException('promptArguments: every argument needs a name.');
  }
  return { name, ...pick(members, ['title', 'description', 'required']) };
}

function readIcon(value: unknown) {
  const members = isObject(value) ? membersWithoutCase(value) : undefined;
  const src = members?.get('src');
  if (!members || typeof src !== 'string') {
    throw jsonException('icons: every icon needs a src.');
  }
  return { src, ...pick(members, ['mimeType', 'sizes', 'theme']) };
}

function pick(
  members: ReadonlyMap<string, unknown>,
  names: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const member = members.get(name.toLowerCase()) ?? undefined;
      return member === undefined ? [] : [[name, member]];
    }),
  );
}

/** @see Azure/azure-functions-mcp-extension Trigger/PromptReturnValueBinder.cs, SimplePromptReturnValueBinder.cs */
function readPromptResult(returned: TypedData, useResultSchema: boolean): object {
  if (!useResultSchema) {
    const content = { type: 'text', text: returnedText(returned) };
    return { messages: [{ content, role: 'user' }] };
  }
  if (returned.string === undefined) throw new Error('Expected JSON string.');
  const envelope = membersWithoutCase(parseObject(returned.string));
  const [type, content] = [envelope.get('type'), envelope.get('content')];
  if (typeof type !== 'string' || typeof content !== 'string') {
    throw new Error('The function return value is not a valid McpPromptResult.');
  }
  switch (type.toLowerCase()) {
    case 'get_prompt_result':
      return toGetPromptResult(parseObject(content));
    case 'prompt_messages':
      return { messages: toList(parseJson(content)).map(toPromptMessage) };
    default:
      throw new Error(`Unknown McpPromptResult type: '${type}'.`);
  }
}
