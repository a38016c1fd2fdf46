import { expect, test } from 'vitest';
import { whileBusy } from './while-busy.ts';

function failing(
  times: number,
  code: string,
): {
  operation: () => Promise<number>;
  calls: () => number;
} {
  let calls = 0;
  return {
    calls: () => calls,
    operation: async () => {
      calls += 1;
      if (calls <= times) throw Object.assign(new Error(code), { code });
      return calls;
    },
  };
}

const onWindows = { platform: 'win32', wait: async () => {} } as const;

test.each(['EPERM', 'EACCES', 'EBUSY'])('tries again on Windows after %s', async (code) => {
  expect(await whileBusy(failing(3, code).operation, onWindows)).toBe(4);
});

test('gives up in the end', async () => {
  const { operation, calls } = failing(Infinity, 'EBUSY');
  await expect(whileBusy(operation, onWindows)).rejects.toThrow('EBUSY');
  expect(calls()).toBe(20);
});

test.each([
  ['another failure', 'ENOENT', onWindows],
  ['another system', 'EPERM', { ...onWindows, platform: 'linux' }],
] as const)('does not try again: %s', async (_, code, circumstances) => {
  const { operation, calls } = failing(1, code);
  await expect(whileBusy(operation, circumstances)).rejects.toThrow(code);
  expect(calls()).toBe(1);
});
