import { describe, expect, test } from 'vitest';
import {
  authorizationFailed,
  fakeApp,
  serverError,
  subscriptionId,
  tenantId,
  useFakeResourceManager,
} from '../testing/index.ts';
import { deploymentTarget } from './deployment-target.ts';
import { complaint, environment, find, outputs, without } from './testing/find.ts';

describe('one that is not there', () => {
  test('is told apart from the other, with the command that mends it', async () => {
    const fake = await useFakeResourceManager();
    fake.state.groups['rg-test'] = [fake.apps[0]];
    const { servers, missing } = await find(fake);
    expect(servers.map(({ service }) => service)).toEqual(['extension-server']);
    expect(missing).toEqual([
      {
        service: 'self-hosted-server',
        kind: 'gone',
        title: 'Self-hosted server',
        message:
          'there is no function app func-self-abc: it was deleted, or the resource group is another one. The group has: func-ext-abc (of test).',
        remedy:
          'azd provision --no-state --environment test, then: azd deploy self-hosted-server --environment test',
      },
    ]);
  });

  test.each([
    ['all apps were deleted', { groups: { 'rg-test': [] } }, 'The group has no function app.'],
    ['the group was deleted', { groups: {} }, 'azd up --environment test'],
  ])('%s', async (_, state, says) => {
    expect(await complaint(state)).toContain(says);
  });

  test('two apps have the tag', async () => {
    const fake = await useFakeResourceManager();
    const twin = fakeApp('extension-server', 'entra', 'func-ext-twin');
    fake.state.groups['rg-test']!.push(twin);
    const from = environment(without(...outputs));
    const { missing } = await find(fake, from);
    expect(missing[0]?.message).toBe(
      'several apps have the tag azd-service-name=extension-server: func-ext-abc, func-ext-twin. azd deploys to none of them.',
    );
    expect(missing[0]?.remedy).toBe(
      `az tag update --operation Delete --tags azd-service-name=extension-server --resource-id /subscriptions/${subscriptionId}/resourceGroups/rg-test/providers/Microsoft.Web/sites/func-ext-twin`,
    );
    // The outputs say which is meant.
    expect((await find(fake)).servers[0]?.appName).toBe('func-ext-abc');
  });

  test('the group holds the apps of another environment', async () => {
    const fake = await useFakeResourceManager();
    for (const app of fake.apps) app.site.tags['azd-env-name'] = 'other';
    const from = environment(without(...outputs));
    await expect(find(fake, from)).rejects.toThrow(
      'no function app has the tag azd-service-name=extension-server with azd-env-name=test. The group has: func-ext-abc (of other), func-self-abc (of other).',
    );
  });

  test('nothing was provisioned yet', async () => {
    const from = environment(without(...outputs, 'AZURE_RESOURCE_GROUP'));
    await expect(deploymentTarget(from)).rejects.toThrow(
      'The azd environment test knows no resource group yet. It does after: azd provision --environment test',
    );
  });

  test('both are switched off', async () => {
    const off = { DEPLOY_EXTENSION_SERVER: 'false', DEPLOY_SELF_HOSTED_SERVER: 'false' };
    await expect(deploymentTarget(environment(off))).rejects.toThrow(
      'azd env set DEPLOY_EXTENSION_SERVER true',
    );
  });

  test('the subscription is one of somebody else', async () => {
    const says = await complaint({ subscriptionId: 'another' });
    expect(says).toContain(`sees no subscription ${subscriptionId}`);
    expect(says).toContain(`azd auth login --tenant-id ${tenantId}`);
  });

  test('the sign-in is of yesterday', async () => {
    const faults = [
      { answer: { status: 401, body: { error: { code: 'ExpiredAuthenticationToken' } } } },
    ];
    expect(await complaint({ faults })).toBe(
      `Azure does not accept the sign-in (ExpiredAuthenticationToken). Sign in again: azd auth login --tenant-id ${tenantId}`,
    );
  });

  test('Azure is down', async () => {
    const says = await complaint({ faults: [{ answer: serverError(503) }] });
    expect(says).toMatch(
      /^The apps of the resource group rg-test cannot be listed\. Azure answers 503/,
    );
    expect(says).toContain('https://azure.status.microsoft');
  });

  test('there is no network', async () => {
    const fake = await useFakeResourceManager();
    await fake[Symbol.asyncDispose]();
    await expect(find(fake)).rejects.toThrow(/cannot be reached \(ECONNREFUSED\)\. .*HTTPS_PROXY/);
  });
});

describe('a permission that is missing', () => {
  const answer = authorizationFailed('Microsoft.Web/sites/read');

  test('to list apps does not hide those that the outputs name', async () => {
    const faults = [{ operation: 'listSites' as const, answer }];
    const { servers } = await find(await useFakeResourceManager('entra', { faults }));
    expect(servers.map(({ site, tagged }) => [site.ok, tagged])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
  });

  test('to list apps does not make up one that is gone', async () => {
    const faults = [{ operation: 'listSites' as const, answer }];
    const fake = await useFakeResourceManager('entra', { faults });
    fake.state.groups['rg-test'] = [fake.apps[1]];
    const { servers, missing } = await find(fake);
    expect(servers.map(({ service }) => service)).toEqual(['self-hosted-server']);
    expect(missing[0]?.message).toBe(
      'there is no function app func-ext-abc: it was deleted, or the resource group is another one.',
    );
  });

  test('to see any app leaves their addresses, and is named', async () => {
    const { servers } = await find(await useFakeResourceManager('entra', { faults: [{ answer }] }));
    expect(servers.map(({ url, site }) => [url.hostname, site])).toEqual(
      ['func-ext-abc.azurewebsites.net', 'func-self-abc.azurewebsites.net'].map((host) => [
        host,
        expect.objectContaining({ ok: false, denied: 'Microsoft.Web/sites/read' }),
      ]),
    );
  });

  test('leaves nothing where no name is known', async () => {
    const from = environment(without(...outputs));
    const says = await complaint({ faults: [{ answer }] }, from);
    expect(says).toContain('The permission Microsoft.Web/sites/read is missing.');
    expect(says).toContain('az role assignment create --role Reader');
  });
});
