import { describe, expect, test } from 'vitest';
import { ownerOf } from '../owner.ts';
import { createSnippets, snippetLimits } from '../snippets.ts';
import type { SnippetStore } from '../snippet-store.ts';
import { allCharacters, awkwardTexts } from './texts.ts';

const ann = { id: 'ann', tenantId: 'contoso', scopes: [], roles: [] };
const bob = { ...ann, id: 'bob' };
const owner = ownerOf(ann);
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Alike, hidden, or like what a store may add to them. */
const oddNames =
  '- ... .hidden 0 10 9 _ a a-b a. a.json a.txt a.txt.txt a_b ab console index tmp.tmp';
const full = snippetLimits.maxBytes;

/**
 * What every store has to do: the promises of `SnippetStore`, and the rules of `createSnippets` over it.
 * @param makeStore makes an empty store; what it needs to clean up goes into `onTestFinished`
 */
export function describeSnippetStore(
  name: string,
  makeStore: () => SnippetStore | Promise<SnippetStore>,
): void {
  describe(name, () => {
    test('has nothing at first', async () => {
      const store = await makeStore();
      expect(await store.list(owner)).toEqual([]);
      expect(await store.get(owner, 'a')).toBeUndefined();
      expect(await store.delete(owner, 'a')).toBe(false);
    });

    test('keeps a snippet', async () => {
      const store = await makeStore();
      expect(await store.save(owner, 'a', 'text')).toEqual({ created: true });
      const snippet = await store.get(owner, 'a');
      const updatedAt = expect.stringMatching(isoTime);
      expect(snippet).toEqual({ name: 'a', content: 'text', updatedAt });
      expect(await store.list(owner)).toEqual([{ name: 'a', updatedAt: snippet!.updatedAt }]);
    });

    test.each(awkwardTexts)('gives back %s as it was', async (_, text) => {
      const store = await makeStore();
      await store.save(owner, 'a', text);
      expect((await store.get(owner, 'a'))?.content).toBe(text);
    });

    test('gives back every character of Unicode, and texts as large as they may be', async () => {
      const store = await makeStore();
      const texts = [...allCharacters(), 'x'.repeat(full), 'é'.repeat(full / 2)];
      const readBack = texts.map(async (text, index) => {
        await store.save(owner, `text-${index}`, text);
        return (await store.get(owner, `text-${index}`))?.content === text;
      });
      expect(await Promise.all(readBack)).toEqual(texts.map(() => true));
    });

    test('replaces a snippet whole', async () => {
      const store = await makeStore();
      await store.save(owner, 'a', 'a long text');
      const before = await store.get(owner, 'a');
      expect(await store.save(owner, 'a', 'short')).toEqual({ created: false });
      const after = await store.get(owner, 'a');
      expect(after?.content).toBe('short');
      expect(Date.parse(after!.updatedAt)).toBeGreaterThanOrEqual(Date.parse(before!.updatedAt));
      expect(await store.list(owner)).toHaveLength(1);
    });

    test('deletes a snippet, once', async () => {
      const store = await makeStore();
      await store.save(owner, 'a', '1');
      await store.save(owner, 'b', '2');
      expect(await store.delete(owner, 'a')).toBe(true);
      expect(await store.delete(owner, 'a')).toBe(false);
      expect(await store.get(owner, 'a')).toBeUndefined();
      expect((await store.list(owner)).map((info) => info.name)).toEqual(['b']);
      expect(await store.save(owner, 'a', '3')).toEqual({ created: true });
    });

    test('keeps names apart, and lists them sorted', async () => {
      const store = await makeStore();
      const sorted = [...oddNames.split(' '), 'z'.repeat(64)].toSorted();
      await Promise.all(sorted.toReversed().map((each) => store.save(owner, each, `of ${each}`)));
      expect((await store.list(owner)).map((info) => info.name)).toEqual(sorted);
      for (const each of sorted) {
        expect((await store.get(owner, each))?.content).toBe(`of ${each}`);
      }
    });

    test('keeps owners apart', async () => {
      const store = await makeStore();
      const owners = [ann, bob, undefined].map(ownerOf);
      await Promise.all(owners.map((each) => store.save(each, 'a', `of ${each}`)));
      await store.delete(owners[1]!, 'a');
      const contents = owners.map(async (each) => (await store.get(each, 'a'))?.content);
      expect(await Promise.all(contents)).toEqual([
        `of ${owners[0]}`,
        undefined,
        `of ${owners[2]}`,
      ]);
      expect(await store.list(owners[1]!)).toEqual([]);
    });

    test('lets one of many writers win whole, and never shows a mix', async () => {
      const store = await makeStore();
      const texts = 'abcdefghijkl'.split('').map((letter) => letter.repeat(full));
      const seen: (string | undefined)[] = [];
      const written = new AbortController();
      const read = async (): Promise<void> => {
        while (!written.signal.aborted) {
          seen.push((await store.get(owner, 'a'))?.content);
          expect((await store.list(owner)).length).toBeLessThanOrEqual(1);
        }
      };
      const writers = Promise.all(texts.map((text) => store.save(owner, 'a', text)));
      const [saved] = await Promise.all([writers.finally(() => written.abort()), read()]);

      expect(saved.some(({ created }) => created)).toBe(true);
      expect(texts).toContain((await store.get(owner, 'a'))?.content);
      expect(await store.list(owner)).toHaveLength(1);
      const strange = seen.filter((text) => text !== undefined && !texts.includes(text));
      expect(strange.map((text) => text?.length)).toEqual([]);
    });

    test('survives saves and deletes of one name at once', async () => {
      const store = await makeStore();
      await Promise.all(
        Array.from({ length: 10 }, async () => {
          await store.save(owner, 'a', 'text');
          await store.delete(owner, 'a');
        }),
      );
      expect(await store.get(owner, 'a')).toBeUndefined();
      expect(await store.list(owner)).toEqual([]);
    });

    test('changes nothing where the caller has gone before', async () => {
      const store = await makeStore();
      await store.save(owner, 'a', 'old');
      const signal = AbortSignal.abort();
      await expect(store.save(owner, 'a', 'new', { signal })).rejects.toThrow('abort');
      await expect(store.save(owner, 'b', 'new', { signal })).rejects.toThrow('abort');
      expect((await store.get(owner, 'a'))?.content).toBe('old');
      expect((await store.list(owner)).map((info) => info.name)).toEqual(['a']);
    });

    test('is the same to a name in any letter case', async () => {
      const snippets = createSnippets(await makeStore());
      expect(await snippets.save(ann, 'ReadMe', '1')).toEqual({ name: 'readme', created: true });
      expect(await snippets.save(ann, 'README', '2')).toEqual({ name: 'readme', created: false });
      expect(await snippets.get(ann, 'readMe')).toMatchObject({ name: 'readme', content: '2' });
      expect(await snippets.delete(ann, 'README')).toBe(true);
    });

    test('holds no more than it may: in one process exactly', async () => {
      const snippets = createSnippets(await makeStore(), { ...snippetLimits, maxCount: 3 });
      const names = Array.from({ length: 10 }, (_, index) => `name-${index}`);
      const saved = await Promise.allSettled(names.map((each) => snippets.save(ann, each, '')));
      expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      expect(await snippets.list(ann)).toHaveLength(3);

      await expect(snippets.save(ann, 'more', '')).rejects.toThrow('3 is the limit');
      await expect(snippets.save(bob, 'more', '')).resolves.toMatchObject({ created: true });
      const [first] = await snippets.list(ann);
      await expect(snippets.save(ann, first!.name, '2')).resolves.toMatchObject({ created: false });
      await snippets.delete(ann, first!.name);
      await expect(snippets.save(ann, 'more', '')).resolves.toMatchObject({ created: true });
    });

    test('holds no more than it may: with n processes n - 1 more at the most', async () => {
      const store = await makeStore();
      const servers = Array.from({ length: 3 }, () =>
        createSnippets(store, { ...snippetLimits, maxCount: 4 }),
      );
      await Promise.allSettled(
        servers.flatMap((snippets, server) =>
          Array.from({ length: 6 }, (_, index) => snippets.save(ann, `${server}-${index}`, '')),
        ),
      );
      const { length } = await store.list(owner);
      expect(length).toBeGreaterThanOrEqual(4);
      expect(length).toBeLessThanOrEqual(4 + 2);
    });
  });
}
