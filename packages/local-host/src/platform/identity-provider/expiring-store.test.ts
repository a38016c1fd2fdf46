import { expect, test } from 'vitest';
import { ExpiringStore } from './expiring-store.ts';

test('a value is there until its time is over, and says so afterwards', () => {
  let now = 0;
  const store = new ExpiringStore<string>(() => now, 1);
  const name = store.add('value');
  expect(name).toMatch(/^[\w-]{43}$/);
  now = 999;
  expect(store.find(name)).toBe('value');
  now = 1000;
  expect(store.find(name)).toBe('expired');
  store.delete(name);
  expect(store.find(name)).toBeUndefined();
});

test('the oldest value goes when there are too many', () => {
  const store = new ExpiringStore<number>(() => 0, 1, 2);
  const names = [1, 2, 3].map((value) => store.add(value));
  expect(names.map((name) => store.find(name))).toEqual([undefined, 2, 3]);
});
