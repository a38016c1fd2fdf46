import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchTemplate, templateParameters } from './uri-template.ts';

describe('matchTemplate', () => {
  test.each([
    ['snippet://{name}', 'snippet://hello', { name: 'hello' }],
    ['snippet://{name}', 'SNIPPET://hello', { name: 'hello' }],
    ['snippet://{name}', 'snippet://a%20b', { name: 'a b' }],
    ['snippet://{name}', 'snippet://50%', { name: '50%' }],
    ['snippet://{name}', 'snippet://a/b', undefined],
    ['snippet://{name}', 'snippet://', undefined],
    [
      'store://{category}items{tag}',
      'store://booksitemsfiction',
      { category: 'books', tag: 'fiction' },
    ],
    ['x://find?{query}&{n}', 'x://find?a/b&2', { query: 'a/b', n: '2' }],
    ['x://find?q={query}', 'x://find?q=a/b', undefined],
    ['x://a.b/{c}', 'x://aXb/1', undefined],
  ])('%s and %s give %j', (template, uri, expected) => {
    expect(matchTemplate(template, uri)).toEqual(expected);
  });

  test('gives back whatever was put into an address, percent-encoded', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        const uri = `snippet://${encodeURIComponent(name)}/end`;
        expect(matchTemplate('snippet://{name}/end', uri)).toEqual({ name });
      }),
    );
  });
});

test('templateParameters lists the names in their order', () => {
  expect(templateParameters('x://{b}/{a}?c={c}')).toEqual(['b', 'a', 'c']);
});
