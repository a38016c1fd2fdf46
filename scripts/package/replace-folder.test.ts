import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useAppFolder } from '@side-by-side/local-host/testing';
import { expect, test } from 'vitest';
import { replaceFolder } from './replace-folder.ts';

test('puts a folder in place, with nothing of what was there before', async () => {
  const root = await useAppFolder({ 'new/a.js': '', 'there/b.js': '' });
  await replaceFolder(join(root, 'new'), join(root, 'there'));
  expect(await readdir(root)).toEqual(['there']);
  expect(await readdir(join(root, 'there'))).toEqual(['a.js']);
});

test('needs nothing to be there', async () => {
  const root = await useAppFolder({ 'new/a.js': '' });
  await replaceFolder(join(root, 'new'), join(root, 'there'));
  expect(await readdir(join(root, 'there'))).toEqual(['a.js']);
});

test('leaves one whole folder where several are put in place at once', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `new-${index}`);
  const files = names.flatMap((name) => [`${name}/1.js`, `${name}/2.js`]);
  const root = await useAppFolder(Object.fromEntries(files.map((file) => [file, file])));
  await Promise.all(names.map((name) => replaceFolder(join(root, name), join(root, 'there'))));
  expect(await readdir(root)).toEqual(['there']);
  expect(await readdir(join(root, 'there'))).toEqual(['1.js', '2.js']);
});

test('says so when it cannot', async () => {
  const root = await useAppFolder({ 'new/a.js': '' });
  await writeFile(join(root, 'file'), '');
  await expect(replaceFolder(join(root, 'new'), join(root, 'file', 'there'))).rejects.toThrow(
    /cannot be replaced \(ENOTDIR\)/,
  );
});
