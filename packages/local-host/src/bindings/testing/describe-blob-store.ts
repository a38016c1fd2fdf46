import { describe, expect, test } from 'vitest';
import type { BlobStore } from '../blob-store.ts';

const container = 'snippets';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Names that file systems and URLs read otherwise, or take for one another. */
const oddNames = [
  'a',
  'A',
  'a.',
  'a b',
  'a+b',
  'a%2Fb',
  'a/b',
  'a/b/c.json',
  'a//b',
  '/a',
  '~a',
  'é',
  'e\u0301',
  '日本😀',
  '.hidden',
  '...',
  'con',
  'nul.txt',
  'com1.json',
  '?*<>|":',
  '#fragment?query=1&b',
  `'quoted' "twice"`,
  'x'.repeat(1024),
  `${'x'.repeat(1023)}y`,
  'É/'.repeat(300) + 'end',
];

/**
 * What every store has to do: the promises of `BlobStore`.
 * @param makeStore makes an empty store; what it needs to clean up goes into `onTestFinished`
 */
export function describeBlobStore(
  name: string,
  makeStore: () => BlobStore | Promise<BlobStore>,
): void {
  describe(name, () => {
    const read = async (store: BlobStore, blob: string): Promise<string | undefined> => {
      const bytes = await store.read({ container, name: blob });
      return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    };
    const write = (store: BlobStore, blob: string, text: string): Promise<void> =>
      store.write({ container, name: blob }, bytesOf(text));

    test('has no blob at first, and no container', async () => {
      const store = await makeStore();
      expect(await read(store, 'a')).toBeUndefined();
    });

    test('has no other blob in a container that is there', async () => {
      const store = await makeStore();
      await write(store, 'a', 'text');
      expect(await read(store, 'b')).toBeUndefined();
    });

    test('gives back what was written, byte by byte', async () => {
      const store = await makeStore();
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
      await store.write({ container, name: 'bytes' }, bytes);
      const readBack = await store.read({ container, name: 'bytes' });
      expect(Buffer.from(readBack!).equals(bytes)).toBe(true);
    });

    test('gives back nothing of an empty blob, which is not a missing one', async () => {
      const store = await makeStore();
      await write(store, 'empty', '');
      expect(await read(store, 'empty')).toBe('');
    });

    test('gives back a byte order mark', async () => {
      const store = await makeStore();
      await write(store, 'a', '\ufefftext');
      expect(await read(store, 'a')).toBe('\ufefftext');
    });

    test('replaces a blob whole, by a shorter one too', async () => {
      const store = await makeStore();
      await write(store, 'a', 'the first text');
      await write(store, 'a', 'second');
      expect(await read(store, 'a')).toBe('second');
    });

    test('keeps containers apart', async () => {
      const store = await makeStore();
      const [one, other] = ['one', 'other'].map((place) => ({ container: place, name: 'a' }));
      await store.write(one!, bytesOf('1'));
      expect(await store.read(other!)).toBeUndefined();
      await store.write(other!, bytesOf('2'));
      expect(await store.read(one!)).toEqual(Buffer.from('1'));
    });

    test('keeps blobs apart, whatever their names', async () => {
      const store = await makeStore();
      for (const blob of oddNames) await write(store, blob, blob);
      const readBack = await Promise.all(oddNames.map((blob) => read(store, blob)));
      expect(readBack).toEqual(oddNames);
    });

    test('has one of the texts that were written at the same time', async () => {
      const store = await makeStore();
      const texts = Array.from({ length: 8 }, (_, index) => String(index).repeat(1_000));
      await Promise.all(texts.map((text) => write(store, 'a', text)));
      expect(texts).toContain(await read(store, 'a'));
    });
  });
}
