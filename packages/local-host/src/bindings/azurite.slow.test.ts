import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { HostLog } from '../log/log.ts';
import { useAppFolder } from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import type { BlobStore } from './blob-store.ts';
import { openBlobStore } from './blob-stores.ts';
import { type Azurite, startAzurite } from './testing/azurite.ts';
import { describeBlobStore } from './testing/describe-blob-store.ts';

/** The stores of storage accounts, against Azurite: downloads it where it is missing. */

verifies('binding.blob-stores', 'binding.storage-errors', 'binding.output-container');

let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
  return () => azurite.stop();
}, 600_000);

const blob = { container: 'snippets', name: 'folder/a.json' };

async function useStore(connectionString: string): Promise<{ store: BlobStore; log: HostLog }> {
  const log = new HostLog();
  const env = { AzureWebJobsStorage: connectionString };
  const store = await openBlobStore('AzureWebJobsStorage', { appRoot: '/none', env, log });
  return { store, log };
}

describeBlobStore('a storage account', async () => (await useStore(azurite.newAccount())).store);

test('the log says the name of the account, and no more', async () => {
  const { log } = await useStore(azurite.newAccount());
  expect(log.entries.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^The blobs of 'AzureWebJobsStorage' are in the storage account 'account\d+'$/,
    ),
  ]);
});

describe('an error says what to do, and shows no key', () => {
  test.each([
    [
      'a wrong key',
      (text: string) => text.replace(/AccountKey=..../, 'AccountKey=AAAA'),
      /AuthorizationFailure \(403\)\. Check the key/,
    ],
    [
      'nobody who answers',
      (text: string) => text.replace(/:\d+\//, ':1/'),
      /ECONNREFUSED\. Check that the account exists/,
    ],
  ])('%s', async (_, change, message) => {
    const connectionString = change(azurite.newAccount());
    const { store } = await useStore(connectionString);
    const [key] = /(?<=AccountKey=)[^;]+/.exec(connectionString)!;
    for (const act of [() => store.read(blob), () => store.write(blob, Buffer.from('x'))]) {
      const error = await act().then(
        () => undefined,
        (thrown: unknown) => thrown as Error,
      );
      expect(error?.message).toMatch(message);
      expect(error?.message).toContain("'AzureWebJobsStorage'");
      expect(error?.message).not.toContain(key);
    }
  });
});

// Only Linux has more addresses on loopback than 127.0.0.1, where somebody may have port 10000.
test.runIf(process.platform === 'linux')(
  'UseDevelopmentStorage=true is Azurite where it answers',
  async () => {
    const host = `127.1.${Math.floor(Math.random() * 256)}.${1 + Math.floor(Math.random() * 250)}`;
    const own = await startAzurite({ host, port: 10_000 });
    onTestFinished(() => own.stop());
    const appRoot = await useAppFolder({});
    const log = new HostLog();
    const env = {
      AzureWebJobsStorage: `UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://${host}`,
    };
    const store = await openBlobStore(undefined, { appRoot, env, log });
    await store.write(blob, Buffer.from('text'));
    expect(await store.read(blob)).toEqual(Buffer.from('text'));
    expect(log.entries.map(({ message }) => message)).toEqual([
      `The blobs of 'AzureWebJobsStorage' are in Azurite on http://${host}:10000/devstoreaccount1`,
    ]);
    expect(existsSync(join(appRoot, '.local-host'))).toBe(false);
  },
);
