import { expect, test } from 'vitest';
import { meaningOfExit } from './restart-rules.ts';

test('0 is the end, 200 asks for a restart, everything else is an error', () => {
  expect([0, 200, 1, 137, -1].map(meaningOfExit)).toEqual([
    'done',
    'restart',
    'error',
    'error',
    'error',
  ]);
});
