import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DotNetError } from '../../dotnet/dotnet-error.ts';
import { verifies } from '../../testing/verifies.ts';
import { parseDocument, placeOf } from './json-document.ts';
import { readMetadata } from './metadata.ts';
import { IndexingError } from '../trigger-binding.ts';

verifies('extension.registration.metadata', 'extension.registration.json-words');

const unclosed =
  'Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.';

test.each(['{', ' [', '[[]', '{"a":"]"', '[1 ', '[\n{}', '{"a":[true'])(
  'says of %j that it ends too early',
  (text) => {
    expect(() => parseDocument(text)).toThrow(`${unclosed} ${placeOf(text, text.length)}`);
  },
);

test.each(['{"a"', '{"a":', '[1', '[1,', '["a', '[tru', '[]]', '[}', '{]'])(
  'says of %j nothing of the kind: something else is wrong with it',
  (text) => {
    expect(() => parseDocument(text)).toThrow(DotNetError);
    expect(() => parseDocument(text)).not.toThrow('Expected depth to be zero');
  },
);

test('takes any JSON, and no part of a list', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 1);
      expect(parseDocument(text)).toEqual(JSON.parse(text));
      const list = JSON.stringify([value]);
      for (const end of [1, list.length - 1]) {
        expect(() => parseDocument(list.slice(0, end))).toThrow(DotNetError);
      }
    }),
  );
});

test.each([
  ['[[{"a":[1]}]]', 3, 'array', 'LineNumber: 0 | BytePositionInLine: 7.'],
  ['["é",\n ["[", {}]]', 2, 'object', 'LineNumber: 1 | BytePositionInLine: 7.'],
])('refuses %s for more than %i levels', (text, depth, kind, place) => {
  expect(() => parseDocument(text, depth)).toThrow(
    `The maximum configured depth of ${depth} has been exceeded. Cannot read next JSON ${kind}. ${place}`,
  );
  expect(() => parseDocument(text, depth + 1)).not.toThrow();
});

describe('metadata', () => {
  function refusal(text: string): IndexingError {
    try {
      readMetadata(text);
    } catch (error) {
      if (error instanceof IndexingError) return error;
      throw error;
    }
    throw new Error('Nothing was refused.');
  }

  test.each([
    ['[]', 'Array'],
    ['"a"', 'String'],
    ['1.50', 'Number'],
    ['true', 'True'],
    ['null', 'Null'],
  ])('is refused as %s by the extension itself', (text, kind) => {
    expect(refusal(text).cause).toMatchObject({
      type: 'System.Text.Json.JsonException',
      source: 'Microsoft.Azure.Functions.Extensions.Mcp',
      message: `Metadata root must be a JSON object; received ${kind}.`,
    });
  });

  test('is refused by the reader where it is no JSON or deeper than 32 levels', () => {
    expect(refusal('{').cause).toMatchObject({ source: 'System.Text.Json' });
    const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    expect(refusal(nested(33)).message).toContain('The maximum configured depth of 32');
    expect(readMetadata(nested(32))).toBeDefined();
  });

  test.each([undefined, '', ' ', '{}'])('is none where it is %j', (text) => {
    expect(readMetadata(text)).toBeUndefined();
  });
});
