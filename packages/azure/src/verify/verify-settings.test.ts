import { describe, expect, test } from 'vitest';
import { readVerifySettings } from './verify-settings.ts';

describe('the options', () => {
  test('name an azd environment, or leave it to azd', () => {
    expect(readVerifySettings({ env: 'dev' })).toMatchObject({ environmentName: 'dev', waitMs: 0 });
    expect(readVerifySettings({})).toMatchObject({ environmentName: undefined, json: false });
  });

  test('name apps, and then only those', () => {
    const given = { subscription: 'a', 'resource-group': 'b', 'self-hosted-app': 'c' };
    expect(readVerifySettings({ ...given, 'auth-mode': 'key' }).given).toEqual({
      subscriptionId: 'a',
      resourceGroup: 'b',
      apps: { 'self-hosted-server': 'c' },
      authMode: 'key',
    });
    expect(readVerifySettings({ env: 'dev' }).given).not.toHaveProperty('apps');
  });

  test.each([
    [{ wait: true }, 300_000],
    [{ wait: true, seconds: '45' }, 45_000],
    [{}, 0],
  ])('%o waits %i ms', (args, waitMs) => {
    expect(readVerifySettings(args).waitMs).toBe(waitMs);
  });

  test.each([
    [{ wait: true, seconds: '0' }, "--wait: '0' must be 1 to 3600"],
    [{ wait: true, seconds: '5m' }, "--wait: '5m' must be"],
    [{ seconds: '60' }, '--wait SECONDS'],
    [{ env: '' }, '--env needs a value'],
    [{ 'resource-group': 'a' }, 'Give both'],
  ])('%o is refused', (args, message) => {
    expect(() => readVerifySettings(args)).toThrow(message);
  });
});
