import { expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { findConnection } from './connection.ts';

verifies('binding.connections');

test.each([
  ['AzureWebJobsStorage', { AzureWebJobsStorage: 'c' }, 'AzureWebJobsStorage'],
  [undefined, { AzureWebJobsStorage: 'c' }, 'AzureWebJobsStorage'],
  ['', { AzureWebJobsStorage: 'c' }, 'AzureWebJobsStorage'],
  ['Mine', { Mine: 'x', AzureWebJobsMine: 'c' }, 'AzureWebJobsMine'],
  ['Mine', { Mine: 'x', 'ConnectionStrings:Mine': 'c' }, 'ConnectionStrings:Mine'],
  ['Mine', { ConnectionStrings__Mine: 'c' }, 'ConnectionStrings:Mine'],
  ['Mine', { Mine: 'c', AzureWebJobsStorage: 'x' }, 'Mine'],
])('%s of %o is the setting %s', (name, env, setting) => {
  expect(findConnection(name, env)).toEqual({ kind: 'account', setting, connectionString: 'c' });
});

test('one without a value is not set', () => {
  for (const env of [{}, { Mine: '' }, { Mine: ' ' }]) {
    expect(findConnection('Mine', env)).toEqual({ kind: 'unset', setting: 'Mine' });
  }
  expect(findConnection(undefined, {})).toEqual({ kind: 'unset', setting: 'AzureWebJobsStorage' });
});

test('a section is an identity', () => {
  const env = { AzureWebJobsStorage__accountName: 'a' };
  expect(findConnection('AzureWebJobsStorage', env)).toEqual({
    kind: 'identity',
    setting: 'AzureWebJobsStorage',
  });
});

test.each([
  ['UseDevelopmentStorage=true', 'http://127.0.0.1:10000/devstoreaccount1'],
  ['usedevelopmentstorage=True;', 'http://127.0.0.1:10000/devstoreaccount1'],
  [
    'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://storage:1234',
    'http://storage:10000/devstoreaccount1',
  ],
  [
    'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=nonsense',
    'http://127.0.0.1:10000/devstoreaccount1',
  ],
])('%s asks for Azurite on %s', (AzureWebJobsStorage, endpoint) => {
  const setting = 'AzureWebJobsStorage';
  expect(findConnection(undefined, { AzureWebJobsStorage })).toEqual({
    kind: 'development',
    setting,
    endpoint,
  });
});
