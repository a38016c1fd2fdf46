import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DotNetError } from '../../../dotnet/dotnet-error.ts';
import { verifies } from '../../../testing/verifies.ts';
import { parseParameter } from './route-parameter.ts';
import { matchTemplate } from './match-route.ts';
import { parseTemplate } from './route-template.ts';

verifies('host.route-failure', 'host.route-segments');

describe('a parameter', () => {
  test.each([
    ['id', { name: 'id', constraints: [] }],
    ['id?', { name: 'id', optional: true, constraints: [] }],
    ['*rest', { name: 'rest', catchAll: true }],
    ['**rest', { name: 'rest', catchAll: true }],
    ['id=5', { name: 'id', defaultValue: '5' }],
    ['id=', { name: 'id', defaultValue: '' }],
    ['id=a:b', { name: 'id', defaultValue: 'a:b' }],
    ['id:int', { constraints: ['int'] }],
    ['id:int?', { optional: true, constraints: ['int'] }],
    ['id:int:min(3)=5', { constraints: ['int', 'min(3)'], defaultValue: '5' }],
    ['id::int', { constraints: ['int'] }],
    ['id:length(2,4)', { constraints: ['length(2,4)'] }],
    ['id:regex(^a:b$)', { constraints: ['regex(^a:b$)'] }],
    ['id:regex(a=(b)):int', { constraints: ['regex(a=(b))', 'int'] }],
    ['id:regex(a(b)c)=x', { constraints: ['regex(a(b)c)'], defaultValue: 'x' }],
    ['id:min(3:int', { constraints: ['min(3', 'int'] }],
    ['id:regex(a:b):length(3)', { constraints: ['regex(a:b):length(3)'] }],
    [':id', { name: ':id', constraints: [] }],
  ])('%s', (text, expected) => {
    expect(parseParameter(text)).toMatchObject(expected);
  });
});

describe('a template', () => {
  test.each([
    ['~a', "cannot start with a '~'"],
    ['a//b', 'cannot appear consecutively'],
    ['a/{b', 'incomplete parameter'],
    ['a/b}', 'incomplete parameter'],
    ['a/{', 'incomplete parameter'],
    ['a/b{', 'incomplete parameter'],
    ['{a}}', 'incomplete parameter'],
    ['{a:regex({)', 'In a route parameter'],
    ['{a{b}', "'{' and '}' must be escaped"],
    ['a/{}', "parameter name '' is invalid"],
    ['{a/b}', "parameter name 'a/b' is invalid"],
    ['{a*}', "parameter name 'a*' is invalid"],
    ['{*}', "parameter name '' is invalid"],
    ['{?}', "parameter name '' is invalid"],
    ['{a}/{A}', "parameter name 'A' appears more than one time"],
    ['a?', "literal section 'a?' is invalid"],
    ['{*a?}', 'catch-all parameter cannot be marked optional'],
    ['{a=b?}', 'optional parameter cannot have default value'],
    ['{*a}/b', 'can only appear as the last segment'],
    ['x{*a}', 'cannot contain a catch-all parameter'],
    ['{a}{b}', 'two consecutive parameters'],
    ['{a?}-{b}', "In the segment '{a?}-{b}', optional parameter 'a' is followed by '-'"],
    ['{a}-{b?}', "the optional parameter 'b' is preceded by an invalid segment '-'"],
    ['{a}{b?}', "the optional parameter 'b' is preceded by an invalid segment '{a}'"],
  ])('%s is refused', (template, message) => {
    expect(() => parseTemplate(template)).toThrow(DotNetError);
    expect(() => parseTemplate(template)).toThrow(message);
  });

  test('is read or refused, whatever it is', () => {
    const character = fc.constantFrom(...'{}*?:=/.()~a1-'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: character }), (text) => {
        try {
          expect(parseTemplate(text).segments.flat()).not.toContain(undefined);
        } catch (error) {
          expect(error).toBeInstanceOf(DotNetError);
        }
      }),
    );
  });
});

describe('a segment of several parts', () => {
  test.each([
    ['{a}-{b}', 'x-y', { a: 'x', b: 'y' }],
    ['{a}-{b}', 'x-y-z', { a: 'x-y', b: 'z' }],
    ['{a}-{b}', 'x--z', { a: 'x-', b: 'z' }],
    ['{a}-{b}', '-y', undefined],
    ['{a}-{b}', 'x-', undefined],
    ['{a}-{b}', 'xy', undefined],
    ['v{a}', 'V1', { a: '1' }],
    ['v{a}', 'v', undefined],
    ['v{a}', 'xv1', undefined],
    ['{a}.json', 'x.JSON', { a: 'x' }],
    ['{a}.json', 'x.json5', undefined],
    ['{a}.json', '.json', undefined],
    ['{a}aa{b}', 'xaaaay', { a: 'xaa', b: 'y' }],
    ['{a}.{b}.{c}', '1.2.3.4', { a: '1.2', b: '3', c: '4' }],
    ['{name}.{ext?}', 'a.txt', { name: 'a', ext: 'txt' }],
    ['{name}.{ext?}', 'a.b.txt', { name: 'a.b', ext: 'txt' }],
    ['{name}.{ext?}', 'a', { name: 'a' }],
    ['{name}.{ext?}', 'a.', undefined],
    ['{a}-{b}.{ext?}', 'x-y', { a: 'x', b: 'y' }],
    ['{a}-{b}.{ext?}', 'x-y.z', { a: 'x', b: 'y', ext: 'z' }],
    ['{a}_{{{b}-}}', 'x_{y-}', { a: 'x', b: 'y' }],
    ['{a}-{b=5}', 'x', undefined],
  ])('%s and %s: %j', (template, segment, expected) => {
    const values = matchTemplate(parseTemplate(template), `/${segment}`);
    expect(values && Object.fromEntries(values)).toEqual(expected);
  });

  test('finds what it was made of', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abc'.split('')), minLength: 1 });
    const template = parseTemplate('{a}-{b}.{c?}');
    fc.assert(
      fc.property(word, word, fc.option(word, { nil: undefined }), (a, b, c) => {
        const path = `/${a}-${b}${c === undefined ? '' : `.${c}`}`;
        const values = Object.fromEntries(matchTemplate(template, path)!);
        expect(values).toEqual({ a, b, ...(c !== undefined && { c }) });
      }),
    );
  });
});
