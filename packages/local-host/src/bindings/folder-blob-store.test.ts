import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createFolderBlobStore } from './folder-blob-store.ts';
import { describeBlobStore } from './testing/describe-blob-store.ts';

async function useFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'blobs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describeBlobStore('the folder store', async () => createFolderBlobStore(await useFolder()));

test('a blob is a file in the folder of its container, and nothing else is left there', async () => {
  const root = await useFolder();
  const store = createFolderBlobStore(root);
  await store.write({ container: 'snippets', name: 'hello.json' }, Buffer.from('{}'));
  await store.write({ container: 'snippets', name: 'hello.json' }, Buffer.from('{"a":1}'));
  expect(await readdir(root, { recursive: true })).toEqual([
    '.gitignore',
    'snippets',
    join('snippets', 'hello.json'),
  ]);
  expect(await readFile(join(root, 'snippets/hello.json'), 'utf8')).toBe('{"a":1}');
});

test.skipIf(process.platform === 'win32')('a blob is for its owner alone', async () => {
  const root = await useFolder();
  const store = createFolderBlobStore(root);
  await store.write({ container: 'c', name: 'a' }, Buffer.from('x'));
  const modeOf = async (path: string) => (await stat(join(root, path))).mode & 0o777;
  expect([await modeOf('c'), await modeOf('c/a')]).toEqual([0o700, 0o600]);
});

test('a write that fails leaves nothing behind', async () => {
  const root = await useFolder();
  await mkdir(join(root, 'c/a/in-the-way'), { recursive: true });
  const store = createFolderBlobStore(root);
  const written = store.write({ container: 'c', name: 'a' }, Buffer.from('x'));
  await expect(written).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM|EACCES/);
  expect(await readdir(join(root, 'c'))).toEqual(['a']);
});

test('no name leads out of the folder', async () => {
  const parent = await useFolder();
  const store = createFolderBlobStore(join(parent, 'root'));
  for (const name of ['../../x', '..', '/etc/x', '..\\..\\x', 'C:\\x', '\0']) {
    await store.write({ container: 'c', name }, Buffer.from(name));
    await store.write({ container: name, name: 'c' }, Buffer.from(name));
  }
  expect(await readdir(parent)).toEqual(['root']);
  expect(await store.read({ container: 'c', name: '../../x' })).toEqual(Buffer.from('../../x'));
});

test('what cannot be read is an error, and no missing blob', async () => {
  const root = await useFolder();
  const store = createFolderBlobStore(root);
  await store.write({ container: 'c', name: 'x'.repeat(200) }, Buffer.from(''));
  // The folder of the long one.
  const [folder] = await readdir(join(root, 'c'));
  expect(folder).toMatch(/^x+~$/);
  await rm(join(root, 'c'), { recursive: true });
  await createFolderBlobStore(join(root, 'c')).write(
    { container: 'y', name: 'z' },
    Buffer.from(''),
  );
  await expect(store.read({ container: 'c', name: 'y' })).rejects.toThrow(/EISDIR|EPERM|EACCES/);
});
