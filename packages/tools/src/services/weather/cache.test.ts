import { expect, test } from 'vitest';
import { createCache } from './cache.ts';

test('keeps a value until it expires', () => {
  let now = 0;
  const cache = createCache<string>(10, () => now);
  cache.set('a', 'one', 60);
  now = 59_999;
  expect(cache.get('a')).toBe('one');
  now = 60_000;
  expect(cache.get('a')).toBeUndefined();
});

test('drops what was used longest ago', () => {
  const cache = createCache<string>(2, () => 0);
  cache.set('a', 'one', 1);
  cache.set('b', 'two', 1);
  cache.get('a');
  cache.set('c', 'three', 1);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['one', undefined, 'three']);
});

test('replaces a value without dropping another, and forgets one that may not be kept', () => {
  const cache = createCache<string>(2, () => 0);
  cache.set('a', 'one', 1);
  cache.set('b', 'two', 1);
  cache.set('b', 'three', 1);
  expect([cache.get('a'), cache.get('b')]).toEqual(['one', 'three']);
  cache.set('a', 'four', 0);
  expect(cache.get('a')).toBeUndefined();
});
