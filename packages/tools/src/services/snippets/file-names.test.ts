import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileNameOf, nameOfFile } from './file-names.ts';
import { canonicalName } from './names.ts';

const names = fc
  .stringMatching(/^[a-z0-9._-]{1,64}$/)
  .filter((name) => canonicalName(name) === name);

test('every name reads back', () => {
  fc.assert(fc.property(names, (name) => nameOfFile(fileNameOf(name)) === name));
});

test('no name ends in a dot or a slash where it is kept, which storage services drop', () => {
  fc.assert(fc.property(names, (name) => /[^./]$/.test(fileNameOf(name))));
});

test.each(['UPPER.txt', 'a b.txt', '.txt', 'a.json', '~a.txt', 'a/b.txt', '..txt', 'nul.txt'])(
  '%s is of no name',
  (file) => {
    expect(nameOfFile(file)).toBeUndefined();
  },
);
