import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { redirectTarget } from './redirect-target.ts';

verifies('easy-auth.redirects');

const origin = 'http://localhost:7071';
const allowed = ['https://portal.example/done', 'not a url', 'myapp://portal/done'];

test.each([
  ['/', '/'],
  ['/a?b=c#d', '/a?b=c#d'],
  ['index.html', '/index.html'],
  ['/a/../b', '/b'],
  [`${origin}/a`, '/a'],
  ['https://portal.example/done?x=y', 'https://portal.example/done?x=y'],
])('%s leads to %s', (asked, target) => {
  expect(redirectTarget(asked, origin, allowed)).toBe(target);
});

test.each([
  '',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '/\t/evil.example',
  ' //evil.example',
  'https://evil.example',
  'https://portal.example',
  'https://portal.example/other',
  'https://portal.example:444/done',
  'http://portal.example/done',
  'https://portal.example@evil.example/done',
  'https://user:pw@portal.example/done',
  'http://localhost:7072/',
  'https://localhost:7071/',
  'http://localhost:7071@evil.example/',
  'http://user@localhost:7071/',
  'javascript:alert(1)',
  'javascript://portal/done',
  'myapp://portal/done',
  'data:text/html,x',
  '/a\r\nSet-Cookie: x=y',
])('%j leads nowhere', (asked) => {
  expect(redirectTarget(asked, origin, allowed)).toBeUndefined();
});

test('nothing leads to another host, however a browser reads it', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '@',
    ':',
    '//',
    'evil.example',
    'http:',
    '%2f',
    '\t',
    '?',
    '#',
    ' ',
    'a',
  );
  const asked = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(asked, (text) => {
      const target = redirectTarget(text, origin, []);
      if (target === undefined) return;
      expect(target).toMatch(/^\/(?![/\\])/);
      expect(new URL(target, origin).origin).toBe(origin);
    }),
    { numRuns: 2_000 },
  );
});
