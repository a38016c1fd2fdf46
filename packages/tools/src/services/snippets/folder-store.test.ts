import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFolderStore } from './folder-store.ts';
import type { SnippetStore } from './snippet-store.ts';
import { describeSnippetStore } from './testing/describe-snippet-store.ts';

const saver = fileURLToPath(new URL('fixtures/save-for-ever.ts', import.meta.url));

async function useFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'snippets-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

async function useStore(): Promise<{ store: SnippetStore; root: string }> {
  const root = join(await useFolder(), 'made', 'when needed');
  return { store: createFolderStore(root), root };
}

describeSnippetStore('a folder', async () => (await useStore()).store);

describe('createFolderStore', () => {
  test('makes no folder before something is saved', async () => {
    const { store, root } = await useStore();
    await store.list('shared');
    await store.get('shared', 'a');
    await store.delete('shared', 'a');
    await expect(stat(root)).rejects.toThrow('ENOENT');
  });

  test('keeps a snippet as a plain file, and leaves nothing else behind', async () => {
    const { store, root } = await useStore();
    await store.save('shared', 'a', 'text');
    await store.save('shared', 'a', 'text');
    await store.save('shared', 'a', 'no', { signal: AbortSignal.abort() }).catch(() => {});
    expect(await readdir(root, { recursive: true })).toEqual(['shared', join('shared', 'a.txt')]);
  });

  test.skipIf(process.platform === 'win32')('keeps it from other users', async () => {
    const { store, root } = await useStore();
    await store.save('shared', 'a', 'text');
    const modes = ['..', '.', 'shared', 'shared/a.txt'].map(
      async (path) => (await stat(join(root, path))).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o700, 0o700, 0o700, 0o600]);
  });

  test.each(['..', '.', '', '../a', 'a/b', 'a\\b', '/etc', 'C:', 'a\0', 'A', 'con', 'nul.txt'])(
    'makes no path of %j',
    async (text) => {
      const { store, root } = await useStore();
      const refused = 'Neither an owner nor the name of a snippet.';
      await expect(store.save(text, 'a', '')).rejects.toThrow(refused);
      await expect(store.save('shared', text, '')).rejects.toThrow(refused);
      await expect(store.get('shared', text)).rejects.toThrow(refused);
      await expect(store.delete('shared', text)).rejects.toThrow(refused);
      await expect(store.list(text)).rejects.toThrow(refused);
      await expect(stat(root)).rejects.toThrow('ENOENT');
    },
  );

  test('removes nothing but the temporary file where a save fails', async () => {
    const { store, root } = await useStore();
    await mkdir(join(root, 'shared', 'a.txt'), { recursive: true });
    await expect(store.save('shared', 'a', 'text')).rejects.toThrow(/EISDIR|EPERM|EACCES/);
    expect(await readdir(join(root, 'shared'))).toEqual(['a.txt']);
  });

  test('takes nothing for a snippet that it has not saved', async () => {
    const { store, root } = await useStore();
    const folder = join(root, 'shared');
    await mkdir(join(folder, 'folder.txt'), { recursive: true });
    for (const file of ['UPPER.txt', 'a b.txt', '.txt', 'a.json', '.DS_Store', '~a.txt']) {
      await writeFile(join(folder, file), 'text');
    }
    expect(await store.list('shared')).toEqual([]);
  });

  test('removes what a crashed save has left, in time', async () => {
    const { store, root } = await useStore();
    await store.save('shared', 'a', 'text');
    const [old, young] = ['~old.tmp', '~young.tmp'].map((file) => join(root, 'shared', file));
    const hoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
    await writeFile(old!, 'half a te');
    await writeFile(young!, 'half a te');
    await utimes(old!, hoursAgo, hoursAgo);
    expect(await store.list('shared')).toHaveLength(1);
    expect(await readdir(join(root, 'shared'))).toEqual(['a.txt', '~young.tmp']);
  });

  test('is whole while another process saves, and after that has been killed', async () => {
    const { store, root } = await useStore();
    const child = spawn(process.execPath, [saver, root], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(child, 'exit');
    onTestFinished(() => void child.kill('SIGKILL'));
    const whole = /^(?:a{65536}|b{65536})$/;
    await expect.poll(() => store.get('shared', 'a')).toBeDefined();
    const seen = new Set<string>();
    while (seen.size < 10) {
      const snippet = await store.get('shared', 'a');
      expect(snippet?.content).toMatch(whole);
      seen.add(snippet!.updatedAt);
    }
    child.kill('SIGKILL');
    await ended;
    expect((await store.get('shared', 'a'))?.content).toMatch(whole);
    expect(await store.list('shared')).toHaveLength(1);
  });
});
