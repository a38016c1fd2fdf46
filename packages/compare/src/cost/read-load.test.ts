import { expect, test } from 'vitest';
import { readLoad, tellsOfLoad } from './read-load.ts';

test('what is told counts, and else what is usual', () => {
  expect(readLoad({})).toEqual({
    callsPerMonth: 1_000_000,
    secondsPerCall: 0.05,
    memoryMB: 2048,
    alwaysReadyInstances: 0,
  });
  const args = {
    'calls-per-month': '5000',
    'seconds-per-call': '0.2',
    'memory-mb': '512',
    'always-ready': '2',
  };
  expect(readLoad(args)).toEqual({
    callsPerMonth: 5_000,
    secondsPerCall: 0.2,
    memoryMB: 512,
    alwaysReadyInstances: 2,
  });
  expect(tellsOfLoad({})).toBe(false);
  expect(tellsOfLoad({ 'always-ready': '0' })).toBe(true);
});

test.each([
  [{ 'calls-per-month': 'many' }, "--calls-per-month: 'many' is no whole number."],
  [{ 'calls-per-month': '1.5' }, "--calls-per-month: '1.5' is no whole number."],
  [{ 'always-ready': '-1' }, "--always-ready: '-1' is no whole number."],
  [{ 'seconds-per-call': '1e3' }, "--seconds-per-call: '1e3' is no number."],
  [{ 'memory-mb': '1024' }, '--memory-mb: Flex Consumption has instances of 512, 2048, 4096 MB.'],
])('%j is refused', (args, message) => {
  expect(() => readLoad(args)).toThrow(message);
});
