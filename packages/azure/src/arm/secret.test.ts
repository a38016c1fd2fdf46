import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { hideValues, Secret } from './secret.ts';

const value = 'AzFu-the-key';

test.each([
  ['a template', (secret: unknown) => `The key is ${secret as string}.`],
  ['JSON', (secret: unknown) => JSON.stringify({ secret })],
  ['inspect', (secret: unknown) => inspect({ secret }, { showHidden: true, depth: 9 })],
  ['an error', (secret: unknown) => inspect(new Error('no', { cause: secret }))],
  ['a spread', (secret: unknown) => inspect({ ...(secret as object) })],
  ['its own names', (secret: unknown) => Reflect.ownKeys(secret as object).join(',')],
])('is not shown by %s', (_, show) => {
  expect(show(new Secret(value))).not.toContain(value);
});

test('is there for whoever asks for it by name', () => {
  expect(new Secret(value).reveal()).toBe(value);
});

test('hides all values of an answer, and leaves out what is none', () => {
  const hidden = hideValues({ default: value, broken: null, number: 5 });
  expect([...hidden.keys()]).toEqual(['default']);
  expect(hidden.get('default')?.reveal()).toBe(value);
  expect(inspect(hidden)).not.toContain(value);
  expect(hideValues(undefined).size).toBe(0);
  expect(hideValues(null).size).toBe(0);
});
