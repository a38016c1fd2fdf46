import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compactJson,
  depthOf,
  elementText,
  parseJson,
  valueKind,
  writeJson,
  writeString,
} from './json-text.ts';
import { verifies } from '../testing/verifies.ts';

verifies('extension.json-text');

describe('writeJson', () => {
  test.each([
    ['"', '"\\u0022"'],
    ["'<>&+`", '"\\u0027\\u003C\\u003E\\u0026\\u002B\\u0060"'],
    ['\u007f', '"\\u007F"'],
    ['\\ \n \t \b \f \r /', '"\\\\ \\n \\t \\b \\f \\r /"'],
    ['\u0000\u001f\u000b', '"\\u0000\\u001F\\u000B"'],
    ['ü日😀', '"\\u00FC\\u65E5\\uD83D\\uDE00"'],
    ['\\"', '"\\\\\\u0022"'],
    ['\\u00fc', '"\\\\u00fc"'],
  ])('escapes %j as System.Text.Json does', (text, written) => {
    expect(writeJson(text)).toBe(written);
    expect(writeString(text)).toBe(written);
  });

  test('writes texts of any length', () => {
    const text = `${'x'.repeat(10_000_000)}"`;
    expect(writeString(text)).toHaveLength(text.length + 2 + 5);
  });

  test('writes only printable ASCII, and loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = writeJson(value);
        expect(text).toMatch(/^[ -~]*$/);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('parseJson', () => {
  test.each(['1.50', '1e3', '-0', '12345678901234567890', '1.0E+2'])(
    'keeps the number %s as it was written',
    (text) => {
      expect(writeJson(parseJson(`{"n":[${text}]}`))).toBe(`{"n":[${text}]}`);
      expect(elementText(parseJson(text))).toBe(text);
      expect(valueKind(parseJson(text))).toBe(4);
    },
  );

  test('gives plain numbers where nothing is lost', () => {
    expect(parseJson('[1,-2.5]')).toEqual([1, -2.5]);
  });
});

describe('compactJson', () => {
  test('takes white space away, and keeps order, doubles and numbers', () => {
    expect(compactJson('{ "b": 1.50,\n "a": [ "x y", true ], "b": "ü" }')).toBe(
      '{"b":1.50,"a":["x y",true],"b":"\\u00FC"}',
    );
  });

  test('agrees with writeJson', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(compactJson(JSON.stringify(value, null, 2))).toBe(writeJson(value));
      }),
    );
  });
});

test.each([
  ['text', 'text', 3],
  [null, '', 7],
  [true, 'True', 5],
  [false, 'False', 6],
  [1.5, '1.5', 4],
  [{ a: ['"'] }, '{"a":["\\u0022"]}', 1],
  [[1], '[1]', 2],
])('%j is the text %j and of kind %i', (value, text, kind) => {
  expect(elementText(value)).toBe(text);
  expect(valueKind(value)).toBe(kind);
});

test.each([
  [1, 0],
  ['{}', 0],
  [{}, 1],
  [[[]], 2],
  [{ a: [{}], b: 1 }, 3],
])('%j is %i deep', (value, depth) => {
  expect(depthOf(value)).toBe(depth);
});

test('every number keeps its text', () => {
  const number = fc.stringMatching(/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,5})?(?:[eE][+-]?\d{1,3})?$/);
  fc.assert(
    fc.property(number, (text) => {
      const json = `{"a":${text},"b":[ ${text},${text}]}`;
      const alone = writeJson(parseJson(text));
      expect([writeJson(parseJson(json)), alone]).toEqual([compactJson(json), text]);
    }),
  );
});
