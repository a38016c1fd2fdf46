import { describe, expect, test } from 'vitest';
import { checkSettings, deploymentSettings } from './settings-check.ts';
import type { Template } from './template.ts';

const template: Template = {
  pnpm: '12.0.0',
  azd: '>= 1.25.0',
  regions: ['eastus2', 'westeurope'],
  nodeVersions: ['22', '24'],
  nodeVersion: '22',
};
const check = (values: Record<string, string>) => checkSettings((name) => values[name], template);
const settings = (values: Record<string, string>) =>
  deploymentSettings((name) => values[name], template);

test.each<[Record<string, string>, string]>([
  [{}, 'AUTH_MODE entra, region (azd up asks), Node 22 on Azure.'],
  [
    { AUTH_MODE: 'key', AZURE_LOCATION: 'westeurope', APP_NODE_VERSION: '24' },
    'AUTH_MODE key, region westeurope, Node 24 on Azure.',
  ],
])('what azd and Bicep take: %j', (values, message) => {
  expect(check(values)).toEqual([{ id: 'azd.settings', outcome: 'ok', message }]);
});

test('open servers are worth a look', () => {
  expect(check({ AUTH_MODE: 'anonymous' })).toMatchObject([
    { outcome: 'hint', message: expect.stringContaining('anyone on the internet') },
  ]);
});

describe('what they would not take:', () => {
  test.each([
    ['AUTH_MODE', 'Entra', 'azd env set AUTH_MODE entra'],
    ['VNET_ENABLED', 'yes', 'azd env set VNET_ENABLED true'],
    ['VNET_ENABLED', 'true ', 'azd env set VNET_ENABLED true'],
    ['DEPLOY_EXTENSION_SERVER', '1', 'azd env set DEPLOY_EXTENSION_SERVER true'],
    ['ALLOW_AZURE_CLI', 'no', 'azd env set ALLOW_AZURE_CLI false'],
    ['APP_NODE_VERSION', '20', 'azd env set APP_NODE_VERSION 22'],
    ['AZURE_LOCATION', 'polandcentral', 'azd env set AZURE_LOCATION eastus2'],
  ])('%s=%s', (name, value, remedy) => {
    expect(check({ [name]: value })).toMatchObject([
      {
        outcome: 'failed',
        message: expect.stringContaining(`${name} is '${value}'. It must be one of`),
        remedy,
      },
    ]);
  });

  test('a number that is none', () => {
    expect(check({ INSTANCE_MEMORY_MB: '2GB' })).toMatchObject([
      {
        outcome: 'failed',
        message: "INSTANCE_MEMORY_MB is '2GB'. It must be a whole number.",
        remedy: 'azd env set INSTANCE_MEMORY_MB 2048',
      },
    ]);
  });

  test('both servers switched off', () => {
    const off = { DEPLOY_EXTENSION_SERVER: 'false', DEPLOY_SELF_HOSTED_SERVER: 'false' };
    expect(check(off)).toMatchObject([
      { outcome: 'failed', message: 'Both servers are switched off.' },
    ]);
  });

  test('several at once, each with its line', () => {
    expect(check({ AUTH_MODE: 'x', VNET_ENABLED: 'x' })).toHaveLength(2);
  });
});

test('registrations are given where each server that is deployed has one', () => {
  const one = { EXTENSION_AUTH_CLIENT_ID: 'id' };
  expect(settings({}).hasOwnRegistrations).toBe(false);
  expect(settings(one).hasOwnRegistrations).toBe(false);
  expect(settings({ ...one, SELF_HOSTED_AUTH_CLIENT_ID: 'id' }).hasOwnRegistrations).toBe(true);
  expect(settings({ ...one, DEPLOY_SELF_HOSTED_SERVER: 'false' }).hasOwnRegistrations).toBe(true);
});
