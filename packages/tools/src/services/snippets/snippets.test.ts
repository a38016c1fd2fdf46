import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ToolError } from '../../contract/errors.ts';
import { canonicalName } from './names.ts';
import { ownerOf } from './owner.ts';
import { createSnippets, snippetLimits, type Snippets } from './snippets.ts';
import type { SnippetStore } from './snippet-store.ts';
import { createMemoryStore } from './testing/memory-store.ts';

const person = (id: string, tenantId?: string) => ({
  id,
  ...(tenantId !== undefined && { tenantId }),
  scopes: [],
  roles: [],
});

describe('canonicalName', () => {
  test.each([
    ['a', 'a'],
    ['Read.ME_1-x', 'read.me_1-x'],
    ['Z'.repeat(64), 'z'.repeat(64)],
    ['...', '...'],
    ['console', 'console'],
    ['a.con', 'a.con'],
    ['com', 'com'],
    ['com10', 'com10'],
  ])('takes %j', (name, canonical) => {
    expect(canonicalName(name)).toBe(canonical);
    expect(canonicalName(canonical)).toBe(canonical);
  });

  test.each([
    ['nothing', ''],
    ['the folder itself', '.'],
    ['its parent', '..'],
    ['65 characters', 'a'.repeat(65)],
    ['a space', 'a b'],
    ['a path', 'a/b'],
    ['a path of Windows', 'a\\b'],
    ['a stream of Windows', 'a:b'],
    ['a line end', 'a\n'],
    ['a NUL', 'a\0'],
    ['a tilde', '~a'],
    ['a letter of another alphabet', 'é'],
    ['the Kelvin sign, in lower case a k', '\u212A'],
    ['an encoded path', '%2e%2e'],
  ])('refuses %s', (_, name) => {
    expect(canonicalName(name)).toBeUndefined();
  });

  test.each(['CON', 'con.txt', 'Nul.tar.gz', 'aux.', 'PRN', 'COM1', 'lpt9.x'])(
    'refuses the device %s',
    (name) => {
      expect(canonicalName(name)).toBeUndefined();
    },
  );
});

describe('ownerOf', () => {
  test('is shared where nobody is signed in', () => {
    expect(ownerOf(undefined)).toBe('shared');
  });

  test('is one of its own for each caller, whatever their ids are', () => {
    const owners = [
      person('a'),
      person('A'),
      person('a', 't'),
      person('a', 'T'),
      person('t', 'a'),
      person('at'),
      person('', 'ta'),
      person('../shared'),
      person('shared'),
      person('😀'),
    ].map(ownerOf);
    expect(new Set(owners).size).toBe(owners.length);
    expect(owners.filter((owner) => !/^[0-9a-f]{64}$/.test(owner))).toEqual([]);
  });

  test('does not change with what else is known of a caller', () => {
    const ann = person('ann', 't');
    expect(ownerOf({ ...ann, name: 'Ann', roles: ['Admin'] })).toBe(ownerOf(ann));
  });
});

describe('createSnippets', () => {
  const operations: [string, (snippets: Snippets, name: string) => Promise<unknown>][] = [
    ['save', (snippets, name) => snippets.save(undefined, name, '')],
    ['get', (snippets, name) => snippets.get(undefined, name)],
    ['delete', (snippets, name) => snippets.delete(undefined, name)],
  ];
  test.each(operations)('refuses to %s what is no name', async (_, operation) => {
    const snippets = createSnippets(createMemoryStore());
    await expect(operation(snippets, '../a')).rejects.toThrow(
      new ToolError(
        '"../a" cannot be a name: a name has 1 to 64 of the characters A-Z a-z 0-9 . _ - and is neither . nor .., nor a name that Windows reserves, such as con or nul.txt.',
      ),
    );
    await expect(operation(snippets, 'x'.repeat(1e6))).rejects.toThrow(/^"x{100}" cannot/);
  });

  test.each(operations)('refuses to %s for nobody behind a sign-in', async (_, operation) => {
    const store = createMemoryStore();
    await store.save('shared', 'a', 'from before');
    const snippets = createSnippets(store, { ...snippetLimits, signedInOnly: true });
    await expect(operation(snippets, 'a')).rejects.toThrow(/belong to whoever is signed in/);
    await expect(snippets.list(undefined)).rejects.toThrow(/belong to whoever is signed in/);
    await expect(snippets.save(person('ann'), 'a', '')).resolves.toMatchObject({ created: true });
  });

  test('measures content in bytes', async () => {
    const snippets = createSnippets(createMemoryStore());
    await snippets.save(undefined, 'a', '€'.repeat(21_845) + 'x');
    await expect(snippets.save(undefined, 'a', '€'.repeat(21_846))).rejects.toThrow(
      new ToolError(
        'The content has 65538 bytes in UTF-8, and 65536 is the limit. Shorten it, or save it as several snippets.',
      ),
    );
    expect((await snippets.get(undefined, 'a'))?.content).toHaveLength(21_846);
  });

  test.each(['\uD83D', '\uDE00', 'a\uDE00\uD83D'])('refuses half a pair: %j', async (content) => {
    const snippets = createSnippets(createMemoryStore());
    await expect(snippets.save(undefined, 'a', content)).rejects.toThrow('half of a surrogate');
  });

  test('goes on after a save that failed', async () => {
    const store = createMemoryStore();
    let failures = 1;
    const flaky: SnippetStore = {
      ...store,
      save: async (...args) => {
        if (failures-- > 0) throw new Error('disk full');
        return store.save(...args);
      },
    };
    const snippets = createSnippets(flaky);
    const [first, second] = await Promise.allSettled([
      snippets.save(undefined, 'a', ''),
      snippets.save(undefined, 'b', ''),
    ]);
    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
  });

  test('does not save for a caller who has gone while waiting', async () => {
    const store = createMemoryStore();
    const snippets = createSnippets(store);
    const gone = new AbortController();
    const first = snippets.save(undefined, 'a', '');
    const second = snippets.save(undefined, 'b', '', { signal: gone.signal });
    gone.abort();
    await first;
    await expect(second).rejects.toThrow('abort');
    expect(await store.list('shared')).toHaveLength(1);
  });

  test('does not save after too long a wait', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const store = createMemoryStore();
    const snippets = createSnippets({
      ...store,
      save: async (...args) => {
        vi.advanceTimersByTime(30_001);
        return store.save(...args);
      },
    });
    const [first, second] = await Promise.allSettled(
      ['a', 'b'].map((name) => snippets.save(undefined, name, '')),
    );
    expect(first?.status).toBe('fulfilled');
    expect(second).toMatchObject({
      reason: new ToolError('Too many snippets are being saved. Try again in a minute.'),
    });
    expect(await store.list('shared')).toHaveLength(1);
  });

  test('lets owners not wait for one another', async () => {
    const store = createMemoryStore();
    const blocked = Promise.withResolvers<void>();
    const snippets = createSnippets({
      ...store,
      save: async (owner, ...args) => {
        if (owner === 'shared') await blocked.promise;
        return store.save(owner, ...args);
      },
    });
    const waiting = snippets.save(undefined, 'a', '');
    await expect(snippets.save(person('ann'), 'a', '')).resolves.toMatchObject({ created: true });
    blocked.resolve();
    await waiting;
  });
});
