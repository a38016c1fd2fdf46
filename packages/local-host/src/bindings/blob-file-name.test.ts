import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blobFileSegments, nameOfBlob } from './blob-file-name.ts';

const names = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc
    .string({ minLength: 100, maxLength: 1024, unit: 'binary' })
    .filter((text) => text.isWellFormed()),
  fc.stringMatching(/^[.~%/\\a-cA-C]{1,20}$/),
  fc.constantFrom('con', 'nul.txt', 'aux.', 'com1', 'lpt9.json', '..', '.', '...', 'a.'),
);

test.each([
  ['hello.json', ['hello.json']],
  ['a/b', ['a%2Fb']],
  ['Hello', ['%48ello']],
  ['..', ['%2E%2E']],
  ['con.json', ['%63on.json']],
  ['é', ['%C3%A9']],
])('the file of %s is %j', (name, segments) => {
  expect(blobFileSegments(name)).toEqual(segments);
});

test('a name comes back from its file', () => {
  fc.assert(
    fc.property(names, (name) => {
      expect(nameOfBlob(blobFileSegments(name))).toBe(name);
    }),
  );
});

test('a segment is safe on every file system', () => {
  fc.assert(
    fc.property(names, (name) => {
      for (const segment of blobFileSegments(name)) {
        expect(segment).toMatch(/^(?=[^~.])[a-z0-9._%A-F-]{1,124}~?$/);
        expect(segment).not.toMatch(/\.$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/);
      }
    }),
  );
});

test('no two names have the same file, in any letter case, and none has the folder of another', () => {
  fc.assert(
    fc.property(names, names, (one, other) => {
      fc.pre(one !== other);
      const [a, b] = [one, other].map((name) => blobFileSegments(name).join('/').toLowerCase());
      expect(a === b || `${b}/`.startsWith(`${a}/`)).toBe(false);
    }),
  );
});
