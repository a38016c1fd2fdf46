import { type Azurite, startAzurite } from '@side-by-side/local-host/testing';
import { beforeAll, expect, test } from 'vitest';
import { createBlobStore } from './blob-store.ts';
import { snippetPlace } from './snippet-place.ts';
import type { SnippetStore } from './snippet-store.ts';
import { describeSnippetStore } from './testing/describe-snippet-store.ts';

/** The store in Blob Storage, against Azurite: downloads it where it is missing. */

let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
  return () => azurite.stop();
}, 600_000);

function openStore(connectionString: string): SnippetStore {
  const place = snippetPlace({ SNIPPETS_CONNECTION_STRING: connectionString });
  if (place.kind !== 'blobs') throw new Error('It is no container.');
  return createBlobStore(place);
}

describeSnippetStore('a container of blobs', () => openStore(azurite.newAccount()));

test('lists more snippets than a page has', async () => {
  const store = openStore(azurite.newAccount());
  const names = Array.from({ length: 1_005 }, (_, index) => `name-${index}`);
  for (let start = 0; start < names.length; start += 50) {
    await Promise.all(names.slice(start, start + 50).map((name) => store.save('shared', name, '')));
  }
  expect((await store.list('shared')).map(({ name }) => name)).toEqual(names.toSorted());
});

test('two servers see the same snippets', async () => {
  const account = azurite.newAccount();
  const [one, other] = [openStore(account), openStore(account)];
  await one.save('shared', 'a', 'text');
  expect((await other.get('shared', 'a'))?.content).toBe('text');
  expect(await other.save('shared', 'a', 'new')).toEqual({ created: false });
  expect(await one.delete('shared', 'a')).toBe(true);
});

test('of savers who race for a new name, one is told that it was new', async () => {
  const store = openStore(azurite.newAccount());
  await store.save('shared', 'other', '');
  const saved = await Promise.all(
    Array.from({ length: 8 }, (_, index) => store.save('shared', 'a', String(index))),
  );
  expect(saved.filter(({ created }) => created)).toHaveLength(1);
});

test('a wrong key is said, and not shown', async () => {
  const right = azurite.newAccount();
  const wrong = right.replace(/AccountKey=..../, 'AccountKey=AAAA');
  const [key = ''] = /(?<=AccountKey=)[^;]+/.exec(wrong) ?? [];
  const error: unknown = await openStore(wrong)
    .list('shared')
    .catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(/Authorization\w+ \(403\)\. Check the key/);
  expect(String((error as Error).stack)).not.toContain(key);
});
