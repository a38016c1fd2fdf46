import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { openSnippetStore } from './open-snippet-store.ts';
import { snippetPlace } from './snippet-place.ts';
import { snippetsFolder } from './snippets-folder.ts';

const uri = 'https://account.blob.core.windows.net';
const onAzure = { WEBSITE_SITE_NAME: 'func' };

test('is a folder on this machine', () => {
  const unset = { SNIPPETS_BLOB_SERVICE_URI: '', SNIPPETS_CONNECTION_STRING: ' ' };
  for (const env of [
    {},
    unset,
    // Core Tools run as on Azure, but for this.
    { ...onAzure, AZURE_FUNCTIONS_ENVIRONMENT: 'Development' },
  ]) {
    expect(snippetPlace(env)).toEqual({ kind: 'folder', root: snippetsFolder({}) });
  }
  const root = resolve('/mnt/share');
  expect(snippetPlace({ ...onAzure, SNIPPETS_FOLDER: root })).toEqual({ kind: 'folder', root });
});

test('is an account that an identity opens', () => {
  const setting = 'SNIPPETS_BLOB_SERVICE_URI';
  const account = { setting, serviceUri: `${uri}/`, identity: 'developer' };
  expect(snippetPlace({ [setting]: uri })).toEqual({
    kind: 'blobs',
    container: 'snippets',
    account,
  });
  expect(
    snippetPlace({
      ...onAzure,
      [setting]: `${uri}/`,
      SNIPPETS_CONTAINER: 'my-snippets-2',
      AZURE_CLIENT_ID: 'some-id',
    }),
  ).toEqual({
    kind: 'blobs',
    container: 'my-snippets-2',
    account: { ...account, identity: 'managed', clientId: 'some-id' },
  });
});

test('is an account that a connection string opens', () => {
  const setting = 'SNIPPETS_CONNECTION_STRING';
  expect(snippetPlace({ [setting]: 'UseDevelopmentStorage=true' })).toEqual({
    kind: 'blobs',
    container: 'snippets',
    account: { setting, connectionString: 'UseDevelopmentStorage=true' },
  });
});

test('is one place only', () => {
  const both = { SNIPPETS_BLOB_SERVICE_URI: uri, SNIPPETS_FOLDER: '/a' };
  expect(() => snippetPlace(both)).toThrow(
    'SNIPPETS_BLOB_SERVICE_URI and SNIPPETS_FOLDER are set: snippets are kept in one place.',
  );
});

test.each([
  'account',
  'http://account.blob.core.windows.net',
  `${uri}/?sv=2026&sig=secret`,
  `${uri}/#secret`,
  'https://user:secret@account.blob.core.windows.net',
])('refuses the address %s, and does not show it', (address) => {
  const read = () => snippetPlace({ SNIPPETS_BLOB_SERVICE_URI: address });
  expect(read).toThrow('SNIPPETS_BLOB_SERVICE_URI must be the blob endpoint');
  expect(read).not.toThrow('secret');
});

test.each(['ab', 'Snippets', 'a--b', '-ab', 'ab-', 'a/b', 'a.b', '$web', 'a'.repeat(64)])(
  'refuses the container %s',
  (name) => {
    const env = { SNIPPETS_BLOB_SERVICE_URI: uri, SNIPPETS_CONTAINER: name };
    expect(() => snippetPlace(env)).toThrow(`SNIPPETS_CONTAINER is '${name}'.`);
  },
);

test('on Azure without any, the first use says what to set', async () => {
  const store = openSnippetStore(snippetPlace(onAzure));
  const advice = 'On Azure snippets need a storage account: set SNIPPETS_BLOB_SERVICE_URI';
  await expect(store.save('shared', 'a', '')).rejects.toThrow(advice);
  await expect(store.get('shared', 'a')).rejects.toThrow(advice);
  await expect(store.list('shared')).rejects.toThrow(advice);
  await expect(store.delete('shared', 'a')).rejects.toThrow(advice);
});
