import { expect, test } from 'vitest';
import { likelySwitch } from './read-switch.ts';

test.each(['true ', 'TRUE', 'T', 'yes', 'y', 'On', ' 1'])('%j was meant to be true', (value) => {
  expect(likelySwitch(value)).toBe('true');
});

test.each(['False', 'no', 'off', '0', '', '10', 'yesterday', 'not true'])(
  '%j was not, as far as one can tell',
  (value) => {
    expect(likelySwitch(value)).toBe('false');
  },
);
