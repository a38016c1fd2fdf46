import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { snippetsFolder } from './snippets-folder.ts';

test('is in the home of the user, wherever the server runs', () => {
  const folder = join(homedir(), '.functions-mcp-side-by-side', 'snippets');
  expect(snippetsFolder({})).toBe(folder);
  expect(snippetsFolder({ SNIPPETS_FOLDER: '' })).toBe(folder);
  expect(dirname(dirname(folder))).toBe(homedir());
});

test('is where SNIPPETS_FOLDER says', () => {
  const folder = resolve('/somewhere/else');
  expect(snippetsFolder({ SNIPPETS_FOLDER: folder })).toBe(folder);
});

test('refuses what would be a folder for each server', () => {
  expect(() => snippetsFolder({ SNIPPETS_FOLDER: './snippets' })).toThrow(
    "SNIPPETS_FOLDER is './snippets'. It must be an absolute path",
  );
});
