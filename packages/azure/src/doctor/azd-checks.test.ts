import { expect, test } from 'vitest';
import {
  checkAzd,
  checkEnvironment,
  checkHookShell,
  checkSignIn,
  checkSubscription,
} from './azd-checks.ts';

test.each([
  ['azd version 1.25.0 (commit a)', '>= 1.25.0', 'ok', 'azd is 1.25.0'],
  ['azd version 1.32.0-beta.1', '>= 1.25.0', 'ok', 'azd is 1.32.0'],
  ['azd version 1.24.9', '>= 1.25.0', 'failed', 'azure.yaml asks for >= 1.25.0'],
  ['azd version 1.24.9', undefined, 'ok', 'azd is 1.24.9'],
  ['azd version 1.24.9', '>= 1.0.0 < 2.0.0', 'hint', "asks for '>= 1.0.0 < 2.0.0'"],
  ['', '>= 1.25.0', 'hint', 'does not say'],
  [undefined, '>= 1.25.0', 'hint', 'no azd on the PATH'],
])('azd: %s, wanted %s: %s', (version, required, outcome, message) => {
  expect(checkAzd({ version, required })).toMatchObject({
    outcome,
    message: expect.stringContaining(message),
  });
});

test('on Windows the hooks want PowerShell 7; elsewhere their shell is there', () => {
  const bare = { hasAzd: true, isWindows: true, hasPowerShell7: false };
  expect(checkHookShell(bare)).toMatchObject([
    { id: 'azd.hooks', outcome: 'hint', remedy: expect.stringContaining('PowerShell') },
  ]);
  for (const fact of [{ hasAzd: false }, { isWindows: false }, { hasPowerShell7: true }]) {
    expect(checkHookShell({ ...bare, ...fact })).toEqual([]);
  }
});

test.each([
  ['signed-in', true, 'ok', undefined],
  ['signed-in', false, 'failed', 'azd auth logout'],
  ['signed-out', false, 'hint', 'azd auth login'],
  ['signed-out', true, 'hint', 'auth.useAzCliAuth'],
  [undefined, false, 'hint', '--check-status'],
] as const)('azd is %s, a token can be had: %s: %s', (azd, hasToken, outcome, remedy) => {
  const [result] = checkSignIn({ hasAzd: true, azd, hasToken });
  expect(result).toMatchObject({ outcome });
  if (remedy) expect(result?.remedy).toContain(remedy);
});

test('sign-in has no line where there is no azd', () => {
  expect(checkSignIn({ hasAzd: false, azd: undefined, hasToken: false })).toEqual([]);
});

test.each([
  [{ name: 'dev', because: 'default', exists: true, names: ['dev'] }, 'ok', 'dev, the default one'],
  [{ name: 'dev', because: 'shell', exists: true, names: ['dev'] }, 'ok', 'AZURE_ENV_NAME'],
  [{ name: 'x', because: 'option', exists: false, names: ['dev'] }, 'failed', 'There are: dev.'],
  [{ name: 'x', because: 'option', exists: false, names: [] }, 'failed', 'There are none.'],
  [
    { name: undefined, because: undefined, exists: false, names: [] },
    'skipped',
    'azd up makes one',
  ],
] as const)('environment %j: %s', (facts, outcome, message) => {
  expect(checkEnvironment(facts)).toMatchObject({
    outcome,
    message: expect.stringContaining(message),
  });
});

test('a subscription is chosen, or azd up asks', () => {
  expect(checkSubscription({ id: 'id-1', from: 'environment dev' })).toMatchObject({
    outcome: 'ok',
    message: 'The subscription is id-1 (environment dev).',
  });
  expect(checkSubscription(undefined)).toMatchObject({ outcome: 'skipped' });
});
