import { describe, expect, test } from 'vitest';
import { createBlobStore } from './blob-store.ts';
import type { SnippetStore } from './snippet-store.ts';
import {
  blob,
  type BlobService,
  type BlobStep,
  page,
  refusal,
  useBlobService,
  written,
} from './testing/blob-service.ts';

const quick = { sleep: async () => {} };

async function useStore(
  ...steps: readonly BlobStep[]
): Promise<{ store: SnippetStore; service: BlobService }> {
  const service = await useBlobService(...steps);
  return { service, store: createBlobStore(service.place, { patience: quick }) };
}

const asked = ({ requests }: BlobService) =>
  requests.map(({ method, url }) => `${method} ${url.replace(/^\/a\/snippets/, '')}`);

describe('a save', () => {
  test('writes a blob that is not there, in one request', async () => {
    const { store, service } = await useStore(written);
    expect(await store.save('shared', 'a', 'Grüße')).toEqual({ created: true });
    expect(asked(service)).toEqual(['PUT /shared/a.txt']);
    const [{ headers, body }] = service.requests as [BlobService['requests'][0]];
    expect(headers).toMatchObject({
      'if-none-match': '*',
      'x-ms-blob-type': 'BlockBlob',
      'x-ms-blob-content-type': 'text/plain; charset=utf-8',
    });
    expect(body).toBe('Grüße');
  });

  test('writes over one that is there', async () => {
    const { store, service } = await useStore(refusal(409, 'BlobAlreadyExists'), written);
    expect(await store.save('shared', 'a', 'text')).toEqual({ created: false });
    expect(service.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      '*',
      undefined,
    ]);
  });

  test('makes the container where a connection string leads to an account without it', async () => {
    const { store, service } = await useStore(
      refusal(404, 'ContainerNotFound'),
      refusal(409, 'ContainerAlreadyExists'),
      written,
    );
    expect(await store.save('shared', 'a', 'text')).toEqual({ created: true });
    expect(asked(service)).toEqual([
      'PUT /shared/a.txt',
      'PUT ?restype=container',
      'PUT /shared/a.txt',
    ]);
  });

  test('sends nothing for a caller who has gone before', async () => {
    const { store, service } = await useStore(written);
    const signal = AbortSignal.abort();
    await expect(store.save('shared', 'a', 'text', { signal })).rejects.toThrow('abort');
    expect(service.requests).toEqual([]);
  });
});

test('what is missing is missing', async () => {
  for (const code of ['BlobNotFound', 'ContainerNotFound']) {
    const { store } = await useStore(refusal(404, code));
    expect(await store.get('shared', 'a')).toBeUndefined();
    expect(await store.delete('shared', 'a')).toBe(false);
  }
  const { store } = await useStore(refusal(404, 'ContainerNotFound'));
  expect(await store.list('shared')).toEqual([]);
});

test('a 404 that is not from the service is no missing snippet', async () => {
  const { store } = await useStore({ status: 404, body: '<html>' });
  await expect(store.get('shared', 'a')).rejects.toThrow('failed: PARSE_ERROR (404).');
});

test('a delete is for good, with what backups have made of the blob', async () => {
  const { store, service } = await useStore({ status: 202 });
  expect(await store.delete('shared', 'a')).toBe(true);
  expect(service.requests[0]?.headers['x-ms-delete-snapshots']).toBe('include');
});

describe('a read', () => {
  test('is made again, whole, where the connection breaks', async () => {
    const broken = { ...blob('old', 1_000), drops: true };
    const { store, service } = await useStore(broken, blob('new'));
    expect((await store.get('shared', 'a'))?.content).toBe('new');
    expect(service.requests.map(({ headers }) => headers['x-ms-range'])).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('takes nothing that is too large to have been saved here', async () => {
    const { store } = await useStore({ ...blob('x', 2 ** 20 + 1), hangs: true });
    await expect(store.get('shared', 'a')).rejects.toThrow(
      'failed: it has 1048577 bytes, and 1048576 is the most.',
    );
  });
});

describe('a list', () => {
  test('asks for one owner, page by page, and takes only what a save has made', async () => {
    const { store, service } = await useStore(
      page(['shared/b.txt', 'shared/UPPER.txt', 'shared/a', 'shared/folder/a.txt'], 'next'),
      page([], 'empty'),
      page(['shared/a-b.txt', 'shared/a.txt', 'shared/..txt', 'shared/.txt']),
    );
    const names = (await store.list('shared')).map(({ name }) => name);
    expect(names).toEqual(['a', 'a-b', 'b']);
    expect(asked(service).map((line) => line.split('&marker=')[1]?.split('&')[0])).toEqual([
      undefined,
      'next',
      'empty',
    ]);
    for (const { url } of service.requests) expect(url).toContain('prefix=shared%2F');
  });

  test('ends, whatever the service says', async () => {
    const { store, service } = await useStore(page(['shared/a.txt'], 'again'));
    await expect(store.list('shared')).rejects.toThrow(
      'failed: one owner has more than 10 pages of 1000 blobs.',
    );
    expect(service.requests).toHaveLength(10);
  });

  test('tries a page again, and not those before', async () => {
    const { store, service } = await useStore(
      page(['shared/a.txt'], 'next'),
      refusal(503, 'ServerBusy'),
      page(['shared/b.txt']),
    );
    expect(await store.list('shared')).toHaveLength(2);
    expect(service.requests).toHaveLength(3);
  });
});

test.each(['..', '.', '', '../a', 'a/b', 'a\\b', 'A', 'a\0', 'con', 'a%2fb', 'a?b'])(
  'makes no blob of %j',
  async (text) => {
    const { store, service } = await useStore(written);
    const refused = 'Neither an owner nor the name of a snippet.';
    await expect(store.save(text, 'a', '')).rejects.toThrow(refused);
    await expect(store.save('shared', text, '')).rejects.toThrow(refused);
    await expect(store.get('shared', text)).rejects.toThrow(refused);
    await expect(store.delete('shared', text)).rejects.toThrow(refused);
    await expect(store.list(text)).rejects.toThrow(refused);
    expect(service.requests).toEqual([]);
  },
);
