import { expect, test } from 'vitest';
import { root } from '../support/repository.ts';
import { useCli } from '../support/start-process.ts';

test('npm run verify says, as a program, that there is no such azd environment', async () => {
  const cli = useCli(root, ['verify', '--env', 'nobody-has-this']);
  const { code } = await cli.ended;
  expect(cli.output()).toMatch(/^✘ There is no azd environment 'nobody-has-this'/);
  expect(cli.output()).toMatch(/\n1 failed\n$/);
  expect(code).toBe(1);
});
