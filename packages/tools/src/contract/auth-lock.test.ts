import { describe, expect, test } from 'vitest';
import { authLock, stampedAuthMode } from './auth-lock.ts';
import { readAuthMode } from './auth-mode.ts';

const azure = { WEBSITE_SITE_NAME: 'some-app' };

test('a source run has no stamp, and is never locked', () => {
  expect(stampedAuthMode).toBeUndefined();
  expect(authLock(azure)).toBeUndefined();
});

describe.each(['entra', 'anonymous'] as const)('a package for %s', (mode) => {
  test('answers where the infrastructure provides for it', () => {
    expect(authLock({ ...azure, MCP_AUTH_MODE: mode }, mode)).toBeUndefined();
  });

  test.each([
    [undefined, 'is not set'],
    ['', 'is not set'],
    ['key', "is 'key'"],
    [mode.toUpperCase(), `is '${mode.toUpperCase()}'`],
  ])('is locked where MCP_AUTH_MODE is %j', (provided, said) => {
    const env = { ...azure, ...(provided !== undefined && { MCP_AUTH_MODE: provided }) };
    const lock = authLock({ ...env, AZURE_FUNCTIONS_ENVIRONMENT: 'Production' }, mode);
    expect(lock).toContain(
      `made for auth mode '${mode}', but the app setting MCP_AUTH_MODE ${said}. Provision and deploy together (azd provision --no-state, then azd deploy)`,
    );
  });

  test('answers on a developer’s machine', () => {
    expect(authLock({}, mode)).toBeUndefined();
    expect(
      authLock({ ...azure, AZURE_FUNCTIONS_ENVIRONMENT: 'Development' }, mode),
    ).toBeUndefined();
  });

  test('has that mode, whatever AUTH_MODE says', () => {
    expect(readAuthMode({ AUTH_MODE: 'key' }, mode)).toBe(mode);
  });
});

test('a package for keys is never locked: the host asks for them', () => {
  expect(authLock(azure, 'key')).toBeUndefined();
  expect(authLock({ ...azure, MCP_AUTH_MODE: 'entra' }, 'key')).toBeUndefined();
});
