import { afterEach, expect, test, vi } from 'vitest';
import { userFolder } from './user-folder.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('is where the user called the command, whatever folder that runs in', () => {
  vi.stubEnv('INIT_CWD', '/where/the/user/stands');
  expect(userFolder()).toBe('/where/the/user/stands');
  vi.stubEnv('INIT_CWD', undefined);
  expect(userFolder()).toBe(process.cwd());
});
