import { expect, test } from 'vitest';
import { isOlder, readVersion } from './version.ts';

test.each([
  ['v24.1.0', [24, 1, 0]],
  ['azd version 1.25.0 (commit 1a2b) (stable)', [1, 25, 0]],
  ['1.25.0-beta.1', [1, 25, 0]],
  ['4.5', [4, 5, 0]],
  ['none', undefined],
  ['', undefined],
])('%s', (text, version) => {
  expect(readVersion(text)).toEqual(version);
});

test.each([
  [[1, 2, 3], [1, 2, 3], false],
  [[1, 2, 2], [1, 2, 3], true],
  [[1, 1, 9], [1, 2, 3], true],
  [[0, 9, 9], [1, 2, 3], true],
  [[2, 0, 0], [1, 2, 3], false],
  [[1, 10, 0], [1, 9, 0], false],
] as const)('%j is older than %j: %s', (version, oldest, older) => {
  expect(isOlder(version, oldest)).toBe(older);
});
