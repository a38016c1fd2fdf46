import { describe, expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import type { TypedData } from '../worker/protocol.ts';
import { blobToValue, valueToBlob } from './blob-value.ts';

verifies('binding.blob-input', 'binding.blob-output');

describe('an input', () => {
  const bytes = Buffer.from('{"ü":1}');

  test('is text, bytes where it asks for them, and nothing as a stream', () => {
    expect(blobToValue(bytes, 'string')).toEqual({ string: '{"ü":1}' });
    expect(blobToValue(bytes, 'binary')).toEqual({ bytes });
    expect(blobToValue(bytes, 'stream')).toEqual({});
    expect(blobToValue(bytes, 'undefined')).toEqual({});
  });

  test('is nothing without a blob, and an empty text of an empty one', () => {
    expect(blobToValue(undefined, 'string')).toEqual({});
    expect(blobToValue(undefined, 'binary')).toEqual({});
    expect(blobToValue(Buffer.alloc(0), 'string')).toEqual({ string: '' });
  });

  test.each([
    ['UTF-8', [0xef, 0xbb, 0xbf, 0x61]],
    ['UTF-16, little end first', [0xff, 0xfe, 0x61, 0x00]],
    ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0x61]],
  ])('has no byte order mark: %s', (_, encoded) => {
    expect(blobToValue(Uint8Array.from(encoded), 'string')).toEqual({ string: 'a' });
  });

  test.each([0xff, 0xfe])('is UTF-8 where %d alone makes no byte order mark', (first) => {
    expect(blobToValue(Uint8Array.of(first, 0x61), 'string')).toEqual({ string: '\uFFFDa' });
  });
});

describe('an output', () => {
  const text = (value: TypedData): string => Buffer.from(valueToBlob(value)!).toString();
  const hex = (value: TypedData): string => Buffer.from(valueToBlob(value)!).toString('hex');

  test.each<[TypedData, string]>([
    [{ string: 'ü' }, 'ü'],
    [{ string: '' }, ''],
    [{ bytes: Buffer.from('b') }, 'b'],
    [{ json: '"a text"' }, 'a text'],
    [{ json: '{ "b": [1, "ü\u2028"], "a": null }' }, '{"b":[1,"ü\\u2028"],"a":null}'],
    [
      { json: '[1.50, 1e3, 1e21, 1e400, -0.0, -0.5, 12345678901234567890]' },
      '[1.5,1000.0,1E+21,"Infinity",-0.0,-0.5,12345678901234567890]',
    ],
  ])('%j is stored as %s', (value, stored) => {
    expect(text(value)).toBe(stored);
  });

  test.each<[TypedData, string]>([
    [{ int: 5 }, '05000000'],
    [{ int: -1 }, 'ffffffff'],
    [{ int: 0x1_0000_0002n }, '02000000'],
    [{ json: '7' }, '07000000'],
    [{ double: 1.5 }, '000000000000f83f'],
    [{ json: '1.5' }, '000000000000f83f'],
    [{ json: 'true' }, '01'],
    [{ json: 'false' }, '00'],
  ])('%o is stored as the bytes %s', (value, bytes) => {
    expect(hex(value)).toBe(bytes);
  });

  test.each<TypedData>([{}, { json: 'null' }])('%j is not stored', (value) => {
    expect(valueToBlob(value)).toBeUndefined();
  });

  test('of another kind is an error', () => {
    expect(() => valueToBlob({ collectionString: { string: ['a'] } })).toThrow(
      'Unknown RpcDataType: CollectionString',
    );
    expect(() => valueToBlob({ json: '99999999999999999999' })).toThrow('Buffer cannot be null.');
  });
});
