import { describe, expect, test } from 'vitest';
import {
  environmentValues,
  fakeApp,
  subscriptionId,
  useFakeResourceManager,
} from '../testing/index.ts';
import { deploymentTarget } from './deployment-target.ts';
import { findDeployment } from './find-deployment.ts';

describe('where names are given that are not there, those that are can be looked at', () => {
  test.each([
    [
      'of apps',
      'rg-test',
      `az functionapp list --subscription ${subscriptionId} -g rg-test --query "[].name"`,
    ],
    ['of groups', 'rg-other', `az group list --subscription ${subscriptionId} --query "[].name"`],
  ])('%s', async (_, resourceGroup, command) => {
    const { arm } = await useFakeResourceManager();
    const apps = { 'extension-server': 'func-nobody' };
    const target = await deploymentTarget(undefined, { subscriptionId, resourceGroup, apps });
    await expect(findDeployment(target, arm)).rejects.toThrow(command);
  });
});

test('a name that was given beside an environment is looked for, not provisioned', async () => {
  const { arm } = await useFakeResourceManager();
  const environment = {
    name: 'test',
    because: 'as --env says',
    values: environmentValues('entra'),
    source: 'file' as const,
    resourceIds: async () => ({}),
  };
  const apps = { 'extension-server': 'func-nobody' };
  const target = await deploymentTarget(environment, { apps });
  const error = await findDeployment(target, arm).catch(String);
  expect(error).toContain('The group has: func-ext-abc (of test), func-self-abc (of test).');
  expect(error).toContain('az functionapp list');
  expect(error).not.toContain('provision');
});

test.each(['func-ext-twin', undefined])(
  'an app that was named is not replaced by one with the tag, be it the only one: %s',
  async (twin) => {
    const { arm, state } = await useFakeResourceManager();
    if (twin) state.groups['rg-test']!.push(fakeApp('extension-server', 'entra', twin));
    const apps = { 'extension-server': 'func-nobody' };
    const target = await deploymentTarget(undefined, {
      subscriptionId,
      resourceGroup: 'rg-test',
      apps,
    });
    await expect(findDeployment(target, arm)).rejects.toThrow(
      'Extension server: there is no function app func-nobody: it was deleted, or the resource group is another one.',
    );
  },
);
