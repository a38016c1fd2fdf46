import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { useAppFolder } from '../testing/app-folder.ts';
import { thrownAt } from './thrown-at.ts';

const files = { 'src/a.js': 'one\n  two();\n', 'node_modules/lib/index.js': 'x' };

test.each([
  ['a frame of a function', (file: string) => `Error: x\n    at run (${file}:2:3)`],
  ['a frame without a name', (file: string) => `Error: x\n    at ${file}:2:3`],
  ['a file URL', (file: string) => `Error: x\n    at async ${pathToFileURL(file).href}:2:3`],
  ['the head of a SyntaxError', (file: string) => `${file}:2\n  two(;\n      ^\nSyntaxError: x`],
  [
    'the first frame in the app',
    (file: string) =>
      `Error: x\n    at node:internal/x:1:1\n    at lib (/elsewhere/b.js:1:1)\n    at run (${file}:2:3)`,
  ],
])('%s is found, with its line', async (_what, stack) => {
  const folder = await useAppFolder(files);
  expect(thrownAt(stack(join(folder, 'src', 'a.js')), folder)).toBe('src/a.js:2: `two();`');
});

test('a stack without a place in the app has none, and a library in it is no place of the app', async () => {
  const folder = await useAppFolder(files);
  const library = join(folder, 'node_modules', 'lib', 'index.js');
  expect(thrownAt(`Error: x\n    at ${library}:1:1`, folder)).toBeUndefined();
  expect(thrownAt('Error: x', folder)).toBeUndefined();
});
