import { expect, test } from 'vitest';
import { describeExit, exitCodeOf } from './child-exit.ts';

test('a process that a signal ended has the exit code that .NET gives it', () => {
  expect(exitCodeOf(7, null)).toBe(7);
  expect(exitCodeOf(null, 'SIGKILL')).toBe(137);
});

test('exit codes are written in both notations', () => {
  expect(describeExit('node', 7)).toBe('node exited with code 7 (0x7)');
  expect(describeExit('node', 137)).toBe('node exited with code 137 (0x89)');
  expect(describeExit('node', -1)).toBe('node exited with code -1 (0xFFFFFFFF)');
});
