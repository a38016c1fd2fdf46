import { describe, expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { parseBlobPath } from './blob-path.ts';

verifies('binding.blob-path', 'binding.dot-segments');

test.each([
  ['snippets/a.json', 'snippets', 'a.json'],
  ['snippets/folder/a.json', 'snippets', 'folder/a.json'],
  ['$root/a', '$root', 'a'],
  ['snippets/a..b/..c/d..', 'snippets', undefined],
  ['snippets/%2F', 'snippets', '%2F'],
  ['snippets/a:b//c', 'snippets', 'a:b//c'],
  [
    'https://account.blob.core.windows.net/snippets/folder/a%20b.json',
    'snippets',
    'folder/a b.json',
  ],
])('%s', (path, container, name) => {
  if (name) expect(parseBlobPath(path)).toEqual({ container, name });
  else expect(() => parseBlobPath(path)).toThrow('invalid suffix');
});

const refused = (path: string, why: string): string =>
  `Validation failed for property 'BlobPath', value '${path}'. ${why}`;

describe('what is no path is an error', () => {
  test.each([
    [
      'snippets',
      "Invalid blob path specified : 'snippets'. Blob identifiers must be in the format 'container/blob'.",
    ],
    ['snippets/', refused('snippets/', 'Illegal blob path')],
    ['Snippets/a', refused('Snippets/a', 'Invalid container name')],
    ['ab/c', refused('ab/c', 'Invalid container name')],
    ['/a', refused('/a', 'Invalid container name')],
    ['', refused('', 'Invalid container name')],
    ['a b c/d', refused('a b c/d', 'Invalid container name')],
    [
      'https://account.blob.core.windows.net/..%2Fother/x',
      "Invalid blob path specified : 'https://account.blob.core.windows.net/..%2Fother/x'.",
    ],
    ['https://account/%2E%2Fx', "Invalid blob path specified : 'https://account/%2E%2Fx'."],
    [
      'https://account.blob.core.windows.net/snippets',
      "Invalid blob path specified : 'https://account.blob.core.windows.net/snippets'.",
    ],
  ])('%s', (path, message) => {
    expect(() => parseBlobPath(path)).toThrow(message);
  });

  test.each([
    ['a.', 'has an invalid suffix'],
    ['a\\b', 'contain illegal characters'],
    ['x'.repeat(1025), 'is too long'],
  ])('the name %s', (name, message) => {
    expect(() => parseBlobPath(`snippets/${name}`)).toThrow(message);
  });
});

test.each([
  'snippets/../../x',
  'snippets/../other/x',
  'snippets/./x',
  'snippets/a/../x',
  'https://account/snippets/a/%2E%2E%2Fx',
])('%s leads nowhere', (path) => {
  expect(() => parseBlobPath(path)).toThrow("has '.' or '..' between its slashes");
});
