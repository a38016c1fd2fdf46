import { parseObject, toGetPromptResult, toList, toPromptMessage } from './content.ts';
import { errorCodes, ProtocolError } from './protocol-error.ts';
import { isObject, parseJson, writeJson } from '../../dotnet/json-text.ts';
import type { TypedData } from '../../worker/protocol.ts';
import { jsonException, parseDocument } from './json-document.ts';
import { readMetadata } from './metadata.ts';
import { type CallOrigin, callInvocation } from './payload.ts';
import { returnedText } from './returned-text.ts';
import type { Invoke, MakeListener, TriggerBinding } from './trigger.ts';

/** A function with an `mcpPromptTrigger`. */
export interface McpPrompt {
  readonly name: string;
  /** Its item of prompts/list, JSON text. */
  readonly listing: string;
  /**
   * Renders it. The answer is the JSON text of a GetPromptResult.
   * @throws ProtocolError when a required argument is missing or null.
   */
  get(
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
      async get(args, origin, invoke) {
        const missing = (declared ?? [])
          .filter(({ required }) => required === true)
          .filter(
            (argument) => args?.[argument.name] === undefined || args[argument.name] === null,
          );
        if (missing.length) {
          throw new ProtocolError(
            errorCodes.invalidParams,
            `One or more required prompt arguments are missing values. Please provide: ${missing.map((argument) => argument.name).join(', ')}`,
          );
        }
        const returned = await invoke(callInvocation(binding, 'prompt', name, args, origin));
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
  if (!isObject(value) || typeof value['name'] !== 'string') {
    throw jsonException('promptArguments: every argument needs a name.');
  }
  return { name: value['name'], ...pick(value, ['title', 'description', 'required']) };
}

function readIcon(value: unknown) {
  if (!isObject(value) || typeof value['src'] !== 'string') {
    throw jsonException('icons: every icon needs a src.');
  }
  return { src: value['src'], ...pick(value, ['mimeType', 'sizes', 'theme']) };
}

function pick(value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  const present = names.filter((name) => value[name] !== undefined && value[name] !== null);
  return Object.fromEntries(present.map((name) => [name, value[name]]));
}

/** @see Azure/azure-functions-mcp-extension Trigger/PromptReturnValueBinder.cs, SimplePromptReturnValueBinder.cs */
function readPromptResult(returned: TypedData, useResultSchema: boolean): object {
  if (!useResultSchema) {
    const content = { type: 'text', text: returnedText(returned) };
    return { messages: [{ content, role: 'user' }] };
  }
  if (returned.string === undefined) throw new Error('Expected JSON string.');
  const envelope = new Map(
    Object.entries(parseObject(returned.string)).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
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
