import { expect, test } from 'vitest';
import { freshnessOf } from './freshness.ts';

const now = Date.parse('2026-11-20T12:00:00Z');

test.each([
  ['max-age', { 'cache-control': 'public, max-age=98, s-maxage=3600' }, 98],
  ['max-age less the age', { 'cache-control': 'max-age=98', age: '90' }, 8],
  ['an answer older than its max-age', { 'cache-control': 'max-age=98', age: '200' }, 0],
  [
    'max-age before Expires',
    { 'cache-control': 'max-age=5', expires: 'Fri, 20 Nov 2026 13:00:00 GMT' },
    5,
  ],
  ['Expires', { expires: 'Fri, 20 Nov 2026 12:01:00 GMT' }, 60],
  [
    'Expires by the clock of the server',
    { expires: 'Fri, 20 Nov 2026 15:01:00 GMT', date: 'Fri, 20 Nov 2026 15:00:00 GMT' },
    60,
  ],
  ['an Expires that is over', { expires: 'Fri, 20 Nov 2026 11:00:00 GMT' }, 0],
  ['an Expires that is no date', { expires: '0' }, 0],
  ['nothing', {}, 0],
  ['s-maxage alone', { 'cache-control': 's-maxage=3600' }, 0],
  ['no-store', { 'cache-control': 'no-store, max-age=98' }, undefined],
  ['no-cache', { 'cache-control': 'no-cache' }, undefined],
] as const)('reads %s', (_, headers, seconds) => {
  expect(freshnessOf(new Headers(headers), now)).toBe(seconds);
});
