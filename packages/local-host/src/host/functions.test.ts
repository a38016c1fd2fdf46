import { expect, test } from 'vitest';
import { HostLog } from '../log/log.ts';
import { functionAppFiles } from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import { isDisabled } from './functions.ts';
import { useHost } from './testing/tool-app.ts';

verifies('host.disabled', 'host.function-in-error');

test.each([
  [{ 'AzureWebJobs.fn.Disabled': 'true' }, true],
  [{ 'AzureWebJobs.fn.Disabled': 'True' }, true],
  [{ 'AzureWebJobs.fn.Disabled': '1' }, true],
  [{ AzureWebJobs_fn_Disabled: '1' }, true],
  [{ 'AzureWebJobs.fn.Disabled': 'false', AzureWebJobs_fn_Disabled: '1' }, false],
  [{ 'AzureWebJobs.fn.Disabled': '10' }, false],
  [{ 'AzureWebJobs.other.Disabled': '1' }, false],
  [{}, false],
])('with %o a function is disabled: %s', (env, disabled) => {
  const log = new HostLog();
  expect(isDisabled('fn', env, log)).toBe(disabled);
  expect(log.entries.map(({ message }) => message)).toEqual(
    disabled ? ["Function 'Functions.fn' is disabled"] : [],
  );
});

test('a function with a binding that makes no sense is in error, and the others run', async () => {
  const host = await useHost(
    functionAppFiles(`
      const { app, output } = require('@azure/functions');
      const handler = () => ({ body: 'fine' });
      app.http('fine', { handler });
      app.http('level', { authLevel: 'everyone', handler });
      app.http('queue', { extraOutputs: [output.storageQueue({ queueName: 'q', connection: 'c' })], handler });`),
  );
  const errors = host.functions.map(({ name, error }) => [name, error]);
  expect(Object.fromEntries(errors)).toEqual({
    fine: undefined,
    level: `Error converting value "everyone" to type 'AuthorizationLevel'.`,
    queue:
      "The local host does not emulate a binding of type 'queue'. On Azure the function would run.",
  });
  expect(await (await fetch(`${host.url}/api/fine`)).text()).toBe('fine');
  expect((await fetch(`${host.url}/api/level`)).status).toBe(404);
});
