import { expect, test } from 'vitest';
import { localEnvironment } from './local-environment.ts';

test('an app that is started gets what it needs, and nothing that is meant for others', () => {
  const env = {
    PATH: '/bin',
    COMPARE_KEY_1: 'secret',
    COMPARE_TOKEN_2: 'secret',
    SNIPPETS_CONNECTION_STRING: 'AccountKey=secret',
    AUTH_MODE: 'entra',
  };
  expect(localEnvironment('/snippets', env)).toEqual({
    PATH: '/bin',
    NWS_BASE_URL: 'http://127.0.0.1:9',
    SNIPPETS_FOLDER: '/snippets',
  });
});
