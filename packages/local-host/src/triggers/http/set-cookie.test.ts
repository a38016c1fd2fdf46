import { expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { setCookie } from './set-cookie.ts';

verifies('host.http-answers');

test('the members of a cookie come in the order of ASP.NET, with the path of the whole app', () => {
  expect(setCookie({ name: 'c', value: 'v' })).toBe('c=v; path=/');
  expect(
    setCookie({
      name: 'c',
      value: 'v',
      expires: { value: { seconds: 1_700_000_000 } },
      maxAge: { value: 5.9 },
      domain: { value: 'example.org' },
      path: { value: '/a' },
      secure: { value: true },
      sameSite: 'Lax',
      httpOnly: { value: true },
    }),
  ).toBe(
    'c=v; expires=Tue, 14 Nov 2023 22:13:20 GMT; max-age=5; domain=example.org; path=/a; secure; samesite=lax; httponly',
  );
});

test('what is said to be off is left out, and a cookie may end at once', () => {
  const off = { secure: { value: false }, httpOnly: { value: false }, maxAge: { value: 0 } };
  expect(setCookie({ name: 'c', value: '', ...off, sameSite: 'None' })).toBe(
    'c=; max-age=0; path=/',
  );
});

test.each([
  ['Strict', 'strict'],
  ['ExplicitNone', 'none'],
] as const)('%s is written as %s', (sameSite, written) => {
  expect(setCookie({ name: 'c', value: 'v', sameSite })).toBe(`c=v; path=/; samesite=${written}`);
});

test('no value ends the cookie before its time, or breaks the line', () => {
  expect(setCookie({ name: 'c', value: "a;b c\r\n,é!'()*~" })).toBe(
    'c=a%3Bb%20c%0D%0A%2C%C3%A9%21%27%28%29%2A~; path=/',
  );
});
