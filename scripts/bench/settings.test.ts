import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('--quick is less of everything', () => {
  const [thorough, quick] = [readSettings({}), readSettings({ quick: true })];
  expect(quick.rounds).toBeLessThan(thorough.rounds);
  expect(quick.requests).toBeLessThan(thorough.requests);
  expect(quick.warmUp).toBeLessThan(thorough.warmUp);
});

test('numbers that are given win', () => {
  expect(readSettings({ quick: true, rounds: '12', requests: '10', tool: 'x' })).toMatchObject({
    rounds: 12,
    requests: 10,
    tool: 'x',
  });
});

test.each(['0', '-1', '1.5', 'many', '', '1234567'])("'%s' is no number of rounds", (rounds) => {
  expect(() => readSettings({ rounds })).toThrow(/^--rounds: /);
});
