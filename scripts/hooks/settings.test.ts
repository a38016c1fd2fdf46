import { describe, expect, test } from 'vitest';
import { readSettings } from './settings.ts';
import { provisioned } from './testing/rehearse.ts';

test('reads what azd knows before anything was provisioned', () => {
  expect(readSettings({ AZURE_ENV_NAME: 'dev' })).toMatchObject({
    environmentName: 'dev',
    subscriptionId: undefined,
    authMode: 'entra',
    provisionedAuthMode: undefined,
    vnetEnabled: false,
    registrations: [],
    deleteRegistrations: false,
  });
});

test('reads both services, or those that are switched on', () => {
  const names = (env: NodeJS.ProcessEnv) => readSettings(env).services.map(({ name }) => name);
  expect(names(provisioned)).toEqual(['extension-server', 'self-hosted-server']);
  expect(names({ DEPLOY_EXTENSION_SERVER: 'false' })).toEqual(['self-hosted-server']);
});

test('takes the tenant from the provisioning, not from a shell that has one', () => {
  const env = { AZURE_TENANT_ID: 'tenant' };
  expect(readSettings(env).tenantId).toBeUndefined();
  expect(readSettings({ ...provisioned, ...env }).tenantId).toBe('tenant');
});

test('takes what is empty for not set', () => {
  const settings = readSettings({ AUTH_MODE: '', VNET_ENABLED: '', PROVISIONED_REGISTRATIONS: '' });
  expect(settings).toMatchObject({ authMode: 'entra', vnetEnabled: false, registrations: [] });
});

describe('refuses what azd and Bicep would not understand alike', () => {
  test.each([
    ['AUTH_MODE', 'Entra'],
    ['VNET_ENABLED', 'yes'],
    ['DEPLOY_EXTENSION_SERVER', '1'],
    ['DELETE_REGISTRATIONS', 'TRUE'],
    ['ALLOW_AZURE_CLI', 'no'],
    ['MAXIMUM_INSTANCE_COUNT', 'many'],
  ])('%s=%s', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(`${name} is '${value}'. It must be`);
  });
});
