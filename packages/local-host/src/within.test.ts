import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { settlesWithin, unlessAborted } from './within.ts';

const never = new Promise<never>(() => {});

test('whether a promise settles in time is known', async () => {
  expect(await settlesWithin(Promise.resolve('x'), 10_000)).toBe(true);
  expect(await settlesWithin(never, 1)).toBe(false);
  await expect(settlesWithin(Promise.reject(new Error('x')), 10_000)).rejects.toThrow('x');
});

test('an abort ends the waiting with its reason, and not before', async () => {
  const controller = new AbortController();
  const waiting = unlessAborted(never, controller.signal);
  expect(await Promise.race([waiting, Promise.resolve('waits')])).toBe('waits');
  controller.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await expect(unlessAborted(Promise.resolve('x'), controller.signal)).rejects.toThrow('stopped');
});

test('without an abort the promise decides, and nothing is left on the signal', async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(Promise.resolve('x'), signal)).toBe('x');
  await expect(unlessAborted(Promise.reject(new Error('x')), signal)).rejects.toThrow('x');
  expect(await unlessAborted(Promise.resolve('x'))).toBe('x');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
