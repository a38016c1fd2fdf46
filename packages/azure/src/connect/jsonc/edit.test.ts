import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { arbitraryJsonc } from '../testing/arbitrary-jsonc.ts';
import { addItem, removeValue, setValue, valueAt } from './edit.ts';

const lines = (...all: string[]): string => all.join('\n');
const set = (text: string, path: string[], value: unknown) => setValue(text, path, value, 'f');

describe('an entry that is added', () => {
  test('stands behind the comment of the entry before it, not between them', () => {
    const before = lines('{', '\t"a": 1 // of a', '\t// last', '}');
    expect(set(before, ['b'], 2)).toBe(
      lines('{', '\t"a": 1, // of a', '\t"b": 2', '\t// last', '}'),
    );
  });

  test('has a comma behind it where all have', () => {
    expect(set(lines('{', '    "a": 1, // c', '}'), ['b'], [2])).toBe(
      lines('{', '    "a": 1, // c', '    "b": [', '        2', '    ],', '}'),
    );
  });

  test('takes no comma in a comment for one', () => {
    expect(set('{"a": 1 /* , */}', ['b'], 2)).toBe('{"a": 1, /* , */\n  "b": 2\n}');
  });

  test('goes into an empty object, with comments or without', () => {
    expect(set('{}', ['b'], 2)).toBe('{\n  "b": 2\n}');
    expect(set('{ /* c */ }', ['b'], 2)).toBe('{ /* c */\n  "b": 2\n }');
    expect(set('{ // c\n}', ['b'], 2)).toBe('{ // c\n  "b": 2\n}');
  });

  test('makes the objects on the way, and a file out of nothing or comments', () => {
    expect(set('', ['a', 'b'], 1)).toBe('{\n  "a": {\n    "b": 1\n  }\n}\n');
    expect(set('// mine', ['a'], 1)).toBe('// mine\n{\n  "a": 1\n}\n');
    expect(addItem('{}', ['a'], 1, 'f')).toBe('{\n  "a": [\n    1\n  ]\n}');
  });

  test('breaks lines as the file does', () => {
    expect(set('{\r\n  "a": 1\r\n}\r\n', ['b'], { c: 1 })).toBe(
      '{\r\n  "a": 1,\r\n  "b": {\r\n    "c": 1\r\n  }\r\n}\r\n',
    );
  });
});

test('a value is replaced where it stands; of two with the same name the last one counts', () => {
  expect(set('{ "a" :1, /* x */ "a": 2 /* y */ }', ['a'], 3)).toBe(
    '{ "a" :1, /* x */ "a": 3 /* y */ }',
  );
  expect(set('{"a": {"b": [1]}}', ['a', 'b'], [1])).toBe('{"a": {"b": [1]}}');
});

describe('an entry that is removed', () => {
  test.each([
    ['{"a": 1, "b": 2}', 'b', '{"a": 1 }'],
    ['{"a": 1, "b": 2}', 'a', '{"b": 2}'],
    [
      lines('{', '  "a": 1,', '  // c', '  "b": 2 // d', '}'),
      'b',
      lines('{', '  "a": 1', '  // c', '  // d', '}'),
    ],
    [lines('{', '  "a": 1,', '  "b": 2,', '}'), 'a', lines('{', '  "b": 2,', '}')],
    ['{"a": 1 /* c */, "b": 2}', 'a', '{/* c */ "b": 2}'],
    ['{"a": 1}', 'a', '{}'],
  ])('leaves its comments, and JSON: %j without %s', (text, key, expected) => {
    const rest = removeValue(text, [key], 'f');
    expect(rest).toBe(expected);
    expect(Object.keys(parse(rest, [], { disallowComments: false }) as object)).not.toContain(key);
  });
});

describe('a broken file', () => {
  test.each([
    ['{\n  "a": 1\n  "b": 2\n}', 'f:3:3: this is no JSON (CommaExpected)'],
    ['{\r\n"a": ', 'f:2:6: this is no JSON (ValueExpected)'],
    ['[1]', 'f:1:1: The file should be an object'],
    ['{"a": [1]}', 'f:1:7: a should be an object'],
  ])('stops with line and column: %j', (text, message) => {
    expect(() => set(text, ['a', 'c'], 1)).toThrow(message);
  });
});

describe('whatever the file', () => {
  const key = fc.constantFrom('added', 'ä "quoted"');
  /** Comments are told apart by a pattern here, so no value looks like one. */
  const anyValue = fc.jsonValue().filter((value) => !/\/|__proto__/.test(JSON.stringify(value)));

  test('adding keeps every other byte where it was', () => {
    fc.assert(
      fc.property(arbitraryJsonc, key, anyValue, (before, name, value) => {
        const after = set(before, [name], value);
        // What was put in is one piece, or a comma and a piece.
        const head = commonStart(before, after);
        const tail = commonEnd(before.slice(head), after.slice(head));
        const middle = before.slice(head, before.length - tail);
        expect(after.slice(head).startsWith(middle === '' ? '' : `,${middle}`)).toBe(true);
        expect(read(after)).toEqual({ ...(read(before) as object), [name]: json(value) });
        expect(comments(after)).toEqual(comments(before));
        expect(set(after, [name], json(value))).toBe(after);
      }),
    );
  });

  test('adding and removing again loses no comment and no entry', () => {
    fc.assert(
      fc.property(arbitraryJsonc, key, anyValue, (before, name, value) => {
        const after = removeValue(set(before, [name], value), [name], 'f');
        expect(read(after)).toEqual(read(before));
        expect(comments(after)).toEqual(comments(before));
      }),
    );
  });
});

/** As JSON has it: `-0` is 0. */
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const read = (text: string): unknown => valueAt(text, [], 'f') ?? {};
const comments = (text: string): string[] => text.match(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g) ?? [];

function commonStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

function commonEnd(one: string, other: string): number {
  let count = 0;
  while (count < one.length && one.at(-1 - count) === other.at(-1 - count)) count++;
  return count;
}
