import { expect, test } from 'vitest';
import { httpUriOf } from './http-uri.ts';

test('the name of this machine becomes the address at which the app listens', () => {
  expect(httpUriOf({ HttpUri: 'http://localhost:44089/' })?.href).toBe('http://127.0.0.1:44089/');
});

test('an app may name another place', () => {
  expect(httpUriOf({ HttpUri: 'http://10.0.0.7:80/x' })?.href).toBe('http://10.0.0.7/x');
});

test.each([{}, { HttpUri: '' }])('an app without streams has none: %j', (capabilities) => {
  expect(httpUriOf(capabilities)).toBeUndefined();
});

test('what is no URL is refused', () => {
  expect(() => httpUriOf({ HttpUri: 'nowhere' })).toThrow(
    'The capability HttpUri is no URL: nowhere',
  );
});
