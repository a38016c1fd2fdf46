import { toResourceContents } from './content.ts';
import { isObject, parseJson, writeJson } from '../../dotnet/json-text.ts';
import type { TypedData } from '../../worker/protocol.ts';
import { readMetadata } from './metadata.ts';
import { type CallOrigin, readInvocation } from './payload.ts';
import { isTemplate, templateMatcher, validateResourceUri } from './resource-uri.ts';
import type { TriggerBinding } from '../trigger-binding.ts';
import type { Invoke, MakeListener } from './listener.ts';

/** A function with an `mcpResourceTrigger`, for one address or for those of a template. */
export interface McpResource {
  readonly uri: string;
  readonly isTemplate: boolean;
  /** Its item of resources/list or resources/templates/list, JSON text. */
  readonly listing: string;
  /** The template's parameters in an address, undefined where it does not match. */
  match(uri: string): Record<string, string> | undefined;
  /** Reads it. The answer is the JSON text of a ReadResourceResult. */
  read(uri: string, origin: CallOrigin, invoke: Invoke): Promise<string>;
}

/**
 * Reads the binding of a resource.
 * @throws BindingError or IndexingError, which put this function in error.
 */
export function readResourceTrigger(binding: TriggerBinding): MakeListener<McpResource> {
  const { members } = binding;
  const uri = members.requiredText('uri');
  const name = members.requiredText('resourceName');
  const title = members.text('title');
  const description = members.text('description');
  const mimeType = members.text('mimeType');
  const meta = readMetadata(members.text('metadata'));

  return () => {
    validateResourceUri(uri);
    const template = isTemplate(uri);
    const match = template ? templateMatcher(uri) : undefined;
    return {
      uri,
      isTemplate: template,
      listing: writeJson({
        name,
        ...(title !== undefined && { title }),
        [template ? 'uriTemplate' : 'uri']: uri,
        ...(description !== undefined && { description }),
        ...(mimeType !== undefined && { mimeType }),
        ...(meta && { _meta: meta }),
      }),
      match: (asked) => match?.(asked),
      async read(asked, origin, invoke) {
        const parameters = match?.(asked) ?? {};
        const returned = await invoke(readInvocation(binding, asked, parameters, origin));
        const contents = returned ? [readContents(returned, asked, mimeType ?? null)] : [];
        return writeJson({ contents });
      },
    };
  };
}

/** @see Azure/azure-functions-mcp-extension Trigger/ResourceReturnValueBinder.cs */
function readContents(returned: TypedData, uri: string, mimeType: string | null): object {
  if (returned.string !== undefined) {
    return (
      readWorkerContents(returned.string, uri, mimeType) ?? { uri, mimeType, text: returned.string }
    );
  }
  if (returned.bytes) {
    return { uri, mimeType, blob: Buffer.from(returned.bytes).toString('base64') };
  }
  throw new Error('Unsupported return type for resource read. Expected string or byte[].');
}

/**
 * The contents in an envelope `{"content":"<JSON of contents>"}`; undefined where the text is none,
 * as it is the resource's own text then. Contents without text and blob fail the read.
 */
function readWorkerContents(
  text: string,
  uri: string,
  mimeType: string | null,
): object | undefined {
  let contents: Record<string, unknown> | null;
  try {
    const envelope = parseJson(text);
    if (!isObject(envelope)) return undefined;
    const entry = Object.entries(envelope).findLast(
      ([member]) => member.toLowerCase() === 'content',
    );
    if (typeof entry?.[1] !== 'string') return undefined;
    contents = toResourceContents(parseJson(entry[1]));
  } catch {
    return undefined;
  }
  if (!contents) throw new Error('Failed to deserialize resource content.');
  return { ...contents, uri: contents['uri'] || uri, mimeType: contents['mimeType'] || mimeType };
}
