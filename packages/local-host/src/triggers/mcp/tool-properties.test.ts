import { expect, test } from 'vitest';
import { describeException, DotNetError, flattenException } from '../../dotnet/dotnet-error.ts';
import { verifies } from '../../testing/verifies.ts';
import { readToolProperties } from './tool-properties.ts';

verifies(
  'extension.registration.tool-properties',
  'extension.registration.tool-property-kinds',
  'extension.registration.json-words',
);

function refusal(text: string): DotNetError {
  try {
    readToolProperties(text);
  } catch (error) {
    if (error instanceof DotNetError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const attribute = 'Microsoft.Azure.Functions.Extensions.Mcp.McpToolPropertyAttribute';
const list = `System.Collections.Generic.List\`1[${attribute}]`;

test.each([
  ['{"a":1}', list, '$', '0 | BytePositionInLine: 1'],
  ['{"a', list, '$', '0 | BytePositionInLine: 1'],
  [' "é" ', list, '$', '0 | BytePositionInLine: 5'],
  ['\n12', list, '$', '1 | BytePositionInLine: 2'],
  ['[{},[]]', attribute, '$[1]', '0 | BytePositionInLine: 5'],
  ['[\n"é", {}]', attribute, '$[0]', '1 | BytePositionInLine: 4'],
  [
    '[{"enumValues":"a"}]',
    'System.Collections.Generic.IReadOnlyList`1[System.String]',
    '$[0].enumValues',
    '0 | BytePositionInLine: 19',
  ],
])('refuses %j, which is no %s', (text, type, path, place) => {
  expect(describeException(refusal(text))).toBe(
    `System.Text.Json.JsonException: The JSON value could not be converted to ${type}. Path: ${path} | LineNumber: ${place}.`,
  );
});

test.each([
  ['[{"PropertyName":1}]', attribute, '$[0].PropertyName', 18, 'Number', 'string'],
  ['[{},{"description":["d"]}]', attribute, '$[1].description', 20, 'StartArray', 'string'],
  ['[{"propertyType":{}}]', attribute, '$[0].propertyType', 18, 'StartObject', 'string'],
  ['[{"isRequired":null}]', attribute, '$[0].isRequired', 19, 'Null', 'boolean'],
  ['[{"isRequired":1 }]', attribute, '$[0].isRequired', 16, 'Number', 'boolean'],
  ['[{"propertyName":false}]', attribute, '$[0].propertyName', 22, 'False', 'string'],
  ['[{"isArray":"true","x":1}]', 'System.Boolean', '$[0].isArray', 25, 'String', 'boolean'],
  ['[{"enumValues":["a",true]}]', 'System.String', '$[0].enumValues[1]', 26, 'True', 'string'],
])('refuses a member of a wrong kind in %j', (text, type, path, at, token, wanted) => {
  expect(flattenException(refusal(text))).toBe(
    `System.Text.Json: The JSON value could not be converted to ${type}. Path: ${path} | LineNumber: 0 | BytePositionInLine: ${at}. ` +
      `System.Text.Json.Rethrowable: Cannot get the value of a token type '${token}' as a ${wanted}.`,
  );
});

test('of two faults in an item, one in a member of the constructor comes first', () => {
  expect(refusal('[{"isArray":1,"isRequired":1}]').message).toContain('Path: $[0].isRequired |');
});

test('takes null for texts and lists, and any other member', () => {
  const item =
    '{"propertyName":null,"propertyType":null,"description":null,"enumValues":null,"x":[{}]}';
  expect(readToolProperties(`[${item},{"enumValues":["a",null]}]`)).toMatchObject([
    { propertyName: null, isRequired: false, isArray: false, enumValues: null },
    { description: null, enumValues: ['a', null] },
  ]);
});

test.each(['', ' \n '])(
  'refuses blank text %j with the words of the reader and its place',
  (text) => {
    const place = `LineNumber: ${text ? 1 : 0} | BytePositionInLine: ${text ? 1 : 0}.`;
    const words =
      'The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true.';
    expect(describeException(refusal(text))).toBe(
      `System.Text.Json.JsonException: ${words} Path: $ | ${place}\n ---> System.Text.Json.JsonReaderException: ${words} ${place}`,
    );
  },
);

test.each(["[{'a':1}]", '[1,]', '[{"a"', '[1', '"a', 'x'])(
  'refuses %s, which is no JSON, in words of its own',
  (text) => {
    const error = refusal(text);
    expect(error.type).toBe('System.Text.Json.JsonException');
    expect(error.cause?.type).toBe('System.Text.Json.JsonReaderException');
    expect(error.message).toContain('JSON');
    expect(error.message).not.toContain('BytePositionInLine');
  },
);
