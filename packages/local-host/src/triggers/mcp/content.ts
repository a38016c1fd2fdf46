/**
 * Content as the C# MCP SDK 0.4.0-preview.3 reads and writes it: members it does not know are dropped,
 * the others come in its own order.
 * @see modelcontextprotocol/csharp-sdk src/ModelContextProtocol.Core/Protocol/ContentBlock.cs, ResourceContents.cs
 */
import { isObject, parseJson } from '../../dotnet/json-text.ts';

type Json = Record<string, unknown>;

/** Parses JSON text that must hold an object. */
export function parseObject(text: string): Json {
  const value = parseJson(text);
  if (!isObject(value)) throw new Error('The JSON value is not an object');
  return value;
}

/** @throws Error for an unknown type or a missing required member. */
export function toContentBlock(value: unknown): Json {
  if (!isObject(value)) throw new Error('A content block is not an object');
  const common = {
    ...optional(value, '_meta', toMeta),
    ...optional(value, 'annotations', toAnnotations),
  };
  switch (value['type']) {
    case 'text':
      return { type: 'text', text: requiredText(value, 'text'), ...common };
    case 'image':
    case 'audio':
      return {
        type: value['type'],
        data: requiredText(value, 'data'),
        mimeType: requiredText(value, 'mimeType'),
        ...common,
      };
    case 'resource': {
      const resource = toResourceContents(value['resource']);
      if (!resource) throw new Error("Resource contents must be provided for 'resource' type.");
      return { type: 'resource', resource, ...common };
    }
    case 'resource_link':
      return {
        type: 'resource_link',
        uri: requiredText(value, 'uri'),
        name: requiredText(value, 'name'),
        ...optional(value, 'description', asText),
        ...optional(value, 'mimeType', asText),
        ...optional(value, 'size', (size) => size),
        ...optional(value, 'annotations', toAnnotations),
      };
    default:
      throw new Error(`Unknown content type: '${String(value['type'])}'`);
  }
}

/** The contents of one resource; null where it has neither `blob` nor `text`. `mimeType` is always written. */
export function toResourceContents(value: unknown): Json | null {
  if (!isObject(value)) throw new Error('Resource contents are not an object');
  const part = value['blob'] != null ? 'blob' : value['text'] != null ? 'text' : undefined;
  if (!part) return null;
  return {
    uri: asText(value['uri'] ?? ''),
    mimeType: value['mimeType'] == null ? null : asText(value['mimeType']),
    [part]: asText(value[part]),
    ...optional(value, '_meta', toMeta),
  };
}

/** A whole CallToolResult, in the member order that clients see. */
export function toCallToolResult(value: Json): Json {
  return {
    content: toList(value['content'] ?? []).map(toContentBlock),
    ...optional(value, 'structuredContent', (node) => node),
    ...optional(value, 'isError', asBoolean),
    ...optional(value, '_meta', toMeta),
  };
}

/**
 * One message of a prompt as the extension writes it.
 * @throws Error when it is none; the client never sees its words
 */
export function toPromptMessage(value: unknown): Json {
  if (!isObject(value)) throw new Error('A prompt message is not an object');
  const role = value['role'] ?? 'user';
  if (role !== 'user' && role !== 'assistant') throw new Error('Unknown role');
  const content = value['content'];
  return { content: content == null ? { type: 'text', text: '' } : toContentBlock(content), role };
}

/** A whole GetPromptResult, in the member order that clients see. */
export function toGetPromptResult(value: Json): Json {
  return {
    ...optional(value, 'description', asText),
    messages: toList(value['messages'] ?? []).map(toPromptMessage),
    ...optional(value, '_meta', toMeta),
  };
}

/**
 * The value as a list.
 * @throws Error when it is none
 */
export function toList(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error('The JSON value is not an array');
  return value;
}

function toMeta(value: unknown): Json {
  if (!isObject(value)) throw new Error('_meta is not an object');
  return value;
}

function toAnnotations(value: unknown): Json {
  if (!isObject(value)) throw new Error('annotations are not an object');
  const known = ['audience', 'priority', 'lastModified'].filter((name) => value[name] != null);
  return Object.fromEntries(known.map((name) => [name, value[name]]));
}

function optional(value: Json, name: string, convert: (member: unknown) => unknown): Json {
  return value[name] == null ? {} : { [name]: convert(value[name]) };
}

function requiredText(value: Json, name: string): string {
  return asText(value[name]);
}

function asText(value: unknown): string {
  if (typeof value !== 'string')
    throw new Error('The JSON value could not be converted to a string');
  return value;
}

function asBoolean(value: unknown): boolean {
  if (typeof value !== 'boolean')
    throw new Error('The JSON value could not be converted to a boolean');
  return value;
}
