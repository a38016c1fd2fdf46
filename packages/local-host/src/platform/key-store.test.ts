import { expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { KeyStore } from './key-store.ts';

verifies('host.function-keys', 'host.webhook-keys');

const keys = {
  master: 'm',
  system: { mcp_extension: 's', empty: '' },
  host: { default: 'h' },
  functions: { First: { default: 'f' } },
};

test.each([
  ['m', 'admin', 'master'],
  ['s', 'system', 'mcp_extension'],
  ['h', 'function', 'default'],
  ['f', 'anonymous', undefined],
  ['M', 'anonymous', undefined],
  ['', 'anonymous', undefined],
  [undefined, 'anonymous', undefined],
])('the key %o opens the level %s', (key, level, name) => {
  expect(new KeyStore(keys).match(key)).toEqual({ level, ...(name && { name }) });
});

test('the keys of a function are its own, in any letter case of its name', () => {
  const store = new KeyStore(keys);
  expect(store.match('f', 'fIRST')).toEqual({ level: 'function', name: 'default' });
  expect(store.match('f', 'second')).toEqual({ level: 'anonymous' });
  expect(store.set({ functionName: 'FIRST' }, 'more', 'x')).toEqual({ isNew: true, value: 'x' });
  expect(store.list({ functionName: 'first' })).toEqual({ default: 'f', more: 'x' });
  expect(store.delete({ functionName: 'first' }, 'default')).toBe(true);
  expect(store.match('f', 'First')).toEqual({ level: 'anonymous' });
});

test('the key of an extension is made once, and never in the place of one that was given', () => {
  const store = new KeyStore(keys);
  store.ensureSystemKey('mcp_extension');
  expect(store.list('system')['mcp_extension']).toBe('s');
  store.ensureSystemKey('other');
  const { other } = store.list('system');
  expect(other).toMatch(/^[\w-]{54}==$/);
  store.ensureSystemKey('other');
  expect(store.list('system')['other']).toBe(other);
});

test('without keys new ones are made, which nobody is asked for', () => {
  const [one, two] = [new KeyStore(), new KeyStore()];
  expect([one.isEnforced, new KeyStore(keys).isEnforced]).toEqual([false, true]);
  expect(one.master).not.toBe(two.master);
  expect(Object.keys(one.list('host'))).toEqual(['default']);
});
