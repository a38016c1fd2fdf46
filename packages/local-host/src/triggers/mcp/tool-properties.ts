import { type Node, parseTree } from 'jsonc-parser';
import { DotNetError } from '../../dotnet/dotnet-error.ts';
import { jsonException, parseDocument, placeOf } from './json-document.ts';
import { extensionAssembly } from './refusal.ts';

/** One argument of a tool, as the `toolProperties` of its binding tell it; what is missing has .NET's default. */
export interface ToolProperty {
  readonly propertyName: string | null;
  readonly propertyType: string | null;
  readonly description: string | null;
  readonly isRequired: boolean;
  readonly isArray: boolean;
  readonly enumValues: readonly (string | null)[] | null;
}

const propertyType = `${extensionAssembly}.McpToolPropertyAttribute`;
const listType = `System.Collections.Generic.List\`1[${propertyType}]`;
const textListType = 'System.Collections.Generic.IReadOnlyList`1[System.String]';

/** `System.Text.Json.JsonTokenType` of the first token of a value. */
const tokenTypes: Readonly<Partial<Record<Node['type'], string>>> = {
  object: 'StartObject',
  array: 'StartArray',
  string: 'String',
  number: 'Number',
  null: 'Null',
};

/**
 * Reads the text of `toolProperties`: a list of objects whose member names have no letter case. `null`
 * is an empty list, and an item that is `null` is left out.
 * @throws DotNetError (JsonException) where it is something else; it stops the whole host.
 * @see Azure/azure-functions-mcp-extension Trigger/McpToolTriggerBinding.cs, InputBinding/McpToolPropertyAttribute.cs
 */
export function readToolProperties(text: string): ToolProperty[] {
  const root = parseTokens(text);
  if (root.type === 'null') return [];
  if (root.type !== 'array') throw notConvertible(text, listType, '$', endOfToken(root));
  return (root.children ?? []).flatMap((item, index) =>
    item.type === 'null' ? [] : [readProperty(text, item, `$[${index}]`)],
  );
}

/** The tree of a JSON text, with the place of each value. */
function parseTokens(text: string): Node {
  // The first token decides before anything behind it is read.
  const start = text.search(/\S/);
  if (text[start] === '{') throw notConvertible(text, listType, '$', start + 1);
  try {
    parseDocument(text);
  } catch (error) {
    if (!(error instanceof DotNetError)) throw error;
    // Recorded of empty text; how far the serializer had come in a longer one is not told.
    throw jsonException(error.message.replace(/ (?=LineNumber: \d+ \|)/, ' Path: $ | '), error);
  }
  return parseTree(text)!;
}

interface Member {
  readonly name: string;
  readonly value: Node;
}

function readProperty(text: string, item: Node, path: string): ToolProperty {
  if (item.type !== 'object') throw notConvertible(text, propertyType, path, endOfToken(item));
  const members = (item.children ?? []).map(({ children }) => ({
    name: String(children![0]!.value),
    value: children![1]!,
  }));
  checkMembers(text, members, path, item.offset + item.length);

  const valueOf = <T>(member: keyof ToolProperty, otherwise: T): T => {
    const found = members.findLast(({ name }) => name.toLowerCase() === member.toLowerCase());
    if (!found) return otherwise;
    const { value, children } = found.value;
    return (children ? children.map((child) => child.value as unknown) : value) as T;
  };
  return {
    propertyName: valueOf('propertyName', null),
    propertyType: valueOf('propertyType', null),
    description: valueOf('description', null),
    isRequired: valueOf('isRequired', false),
    isArray: valueOf('isArray', false),
    enumValues: valueOf('enumValues', []),
  };
}

/** The members that the constructor of the property takes, which are read first. */
const constructorMembers: ReadonlyMap<string, 'string' | 'boolean'> = new Map([
  ['propertyname', 'string'],
  ['propertytype', 'string'],
  ['description', 'string'],
  ['isrequired', 'boolean'],
]);

/**
 * Checks the kinds of the values. The members that no constructor takes are set once the whole item was
 * read, and so a fault in them is told to be at its `end`.
 */
function checkMembers(text: string, members: readonly Member[], path: string, end: number): void {
  const refuse = (value: Node, wanted: string, type: string, at: string, offset: number): never => {
    throw notConvertible(text, type, at, offset, wrongToken(value, wanted));
  };
  for (const { name, value } of members) {
    const wanted = constructorMembers.get(name.toLowerCase());
    if (!wanted || value.type === wanted || (wanted === 'string' && value.type === 'null'))
      continue;
    refuse(value, wanted, propertyType, `${path}.${name}`, endOfToken(value));
  }
  for (const { name, value } of members) {
    const at = `${path}.${name}`;
    if (name.toLowerCase() === 'isarray' && value.type !== 'boolean') {
      refuse(value, 'boolean', 'System.Boolean', at, end);
    }
    if (name.toLowerCase() !== 'enumvalues' || value.type === 'null') continue;
    if (value.type !== 'array') throw notConvertible(text, textListType, at, end);
    for (const [index, element] of (value.children ?? []).entries()) {
      if (element.type === 'string' || element.type === 'null') continue;
      refuse(element, 'string', 'System.String', `${at}[${index}]`, end);
    }
  }
}

/** A reader has read the bracket of an object or list, or the whole of any other value. */
function endOfToken({ type, offset, length }: Node): number {
  return offset + (type === 'object' || type === 'array' ? 1 : length);
}

function notConvertible(
  text: string,
  type: string,
  path: string,
  offset: number,
  cause?: DotNetError,
): DotNetError {
  return jsonException(
    `The JSON value could not be converted to ${type}. Path: ${path} | ${placeOf(text, offset)}`,
    cause,
  );
}

function wrongToken({ type, value }: Node, wanted: string): DotNetError {
  const token = tokenTypes[type] ?? (value ? 'True' : 'False');
  return new DotNetError(
    'System.InvalidOperationException',
    `Cannot get the value of a token type '${token}' as a ${wanted}.`,
    'System.Text.Json.Rethrowable',
  );
}
