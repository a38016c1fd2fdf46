import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isTemplate,
  templateMatcher,
  templateStructure,
  validateResourceUri,
} from './resource-uri.ts';
import { verifies } from '../../testing/verifies.ts';

verifies('extension.resource.template', 'extension.resource.address');

describe('templateMatcher', () => {
  test.each([
    ['user://profile/{name}', 'user://profile/bob', { name: 'bob' }],
    ['user://profile/{name}', 'USER://Profile/Bob', { name: 'Bob' }],
    ['user://profile/{name}', 'user://profile/b%20o', { name: 'b%20o' }],
    ['user://profile/{name}', 'user://profile/b/o', undefined],
    ['user://profile/{name}', 'user://profile/', undefined],
    ['user://profile/{name}', 'user://profile/{name}', { name: '{name}' }],
    [
      'store://{category}items{tag}',
      'store://booksitemsfiction',
      { category: 'books', tag: 'fiction' },
    ],
    ['x://a?{q}', 'x://a?b/c', { q: 'b/c' }],
    ['x://a.c/{q}', 'x://abc/1', undefined],
  ])('%s and %s give %j', (template, uri, parameters) => {
    expect(templateMatcher(template)(uri)).toEqual(parameters);
  });

  test('finds what was put in, for any text without a delimiter', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[^/?#&\n\r]+$/),
        fc.stringMatching(/^[^/?#&\n\r]+$/),
        (a, b) => {
          expect(templateMatcher('x://{a}/{b}')(`x://${a}/${b}`)).toEqual({ a, b });
        },
      ),
    );
  });
});

describe('validateResourceUri', () => {
  test.each(['file://readme.txt', 'ui://widget/hello.html', 'user://profile/{name}', 'urn:a:b'])(
    'takes %s',
    (uri) => {
      expect(() => validateResourceUri(uri)).not.toThrow();
    },
  );

  test.each([
    [' ', 'Resource URI cannot be null or whitespace.'],
    ['not a uri', "Invalid resource URI format: 'not a uri' (Parameter 'uri')"],
    ['user://{a}{b}', 'must be separated by at least one literal character'],
    ['user://{a}/{A}', 'duplicate or colliding parameter names'],
    ['user://{a-b}/{a_b}', 'duplicate or colliding parameter names'],
    ['user://{a b}', "parameter 'a b' contains invalid characters"],
    ['user://{a%7Bb}', 'contains encoded braces'],
    ['user://{a}/{', 'unbalanced braces'],
    ['user://{}', 'malformed template syntax'],
  ])('refuses %j', (uri, message) => {
    expect(() => validateResourceUri(uri)).toThrow(message);
  });
});

test('templates with the same structure are equal, whatever their parameters are called', () => {
  expect(templateStructure('user://{id}/x')).toBe(templateStructure('USER://{name}/X'));
  expect(templateStructure('user://{id}/x')).not.toBe(templateStructure('user://{id}/y'));
  expect(isTemplate('user://{id}')).toBe(true);
  expect(isTemplate('user://id')).toBe(false);
});
