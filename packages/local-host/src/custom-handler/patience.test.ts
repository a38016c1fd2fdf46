import { expect, test } from 'vitest';
import { Configuration } from '../settings/configuration.ts';
import { verifies } from '../testing/verifies.ts';
import { patienceWith } from './patience.ts';

verifies('custom-handler.forwarding-timeout', 'custom-handler.proxy-activity');

test.each([
  ['forwarding', undefined, 31 * 60_000],
  ['forwarding', '00:05:00', 6 * 60_000],
  ['invocation', '00:05:00', 6 * 60_000],
  ['forwarding', '-1', 2 ** 31 - 1],
  ['forwarding', '100.00:00:00', 2 ** 31 - 1],
  ['proxying', '00:05:00', 240_000],
] as const)('%s with the functionTimeout %s waits %i ms', (mode, functionTimeout, expected) => {
  const settings = new Configuration().add({ functionTimeout });
  expect(patienceWith(mode, { file: 'host.json', profile: '', settings })).toBe(expected);
});
