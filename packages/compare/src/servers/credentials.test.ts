import { expect, test } from 'vitest';
import { headersFromEnvironment } from './credentials.ts';

const env = {
  COMPARE_KEY_1: 'k1\n',
  COMPARE_TOKEN_2: 't2',
  COMPARE_KEY_3: '',
  COMPARE_KEY_4: 'a b',
};

test('each server gets its own key or token', () => {
  expect(headersFromEnvironment(env, 1)).toEqual({ 'x-functions-key': 'k1' });
  expect(headersFromEnvironment(env, 2)).toEqual({ authorization: 'Bearer t2' });
  expect(headersFromEnvironment(env, 3)).toEqual({});
});

test('what no header can carry is refused without being repeated', () => {
  expect(() => headersFromEnvironment(env, 4)).toThrow(
    'COMPARE_KEY_4 has characters that no key and no token has.',
  );
});
