import { describe, expect, test } from 'vitest';
import { authModes } from '../server.ts';
import {
  authorizationFailed,
  environmentValues,
  fakeApp,
  serverError,
  subscriptionId,
  tenantId,
  tooManyRequests,
  useFakeResourceManager,
} from '../testing/index.ts';
import { deploymentTarget } from './deployment-target.ts';
import { findDeployment } from './find-deployment.ts';
import { environment, find, ids, named, outputs, siteOf, without } from './testing/find.ts';

describe('both servers are found', () => {
  test.each(authModes)('by their tags, in one question: %s', async (authMode) => {
    const fake = await useFakeResourceManager(authMode);
    const from = { ...environment(), values: environmentValues(authMode) };
    const { servers, ...deployment } = await find(fake, from);
    expect(deployment).toEqual({
      environmentName: 'test',
      subscriptionId,
      tenantId,
      resourceGroup: 'rg-test',
      authMode,
      provisionedAuthMode: authMode,
      missing: [],
    });
    const signIn = { tenantId, clientId: '00000000-0000-0000-0000-000000000102' };
    expect(servers).toMatchObject([
      {
        service: 'extension-server',
        title: 'Extension server',
        place: 'azure',
        appName: 'func-ext-abc',
        resourceId: siteOf('func-ext-abc'),
        tagged: true,
        authMode,
        site: { ok: true, value: { state: 'Running', sku: 'FlexConsumption' } },
        ...(authMode === 'entra' && { signIn }),
      },
      { service: 'self-hosted-server', title: 'Self-hosted server', appName: 'func-self-abc' },
    ]);
    expect(servers.map(({ url }) => url.href)).toEqual([
      'https://func-ext-abc.azurewebsites.net/runtime/webhooks/mcp',
      'https://func-self-abc.azurewebsites.net/mcp',
    ]);
    expect(servers.every((server) => 'signIn' in server === (authMode === 'entra'))).toBe(true);
    expect(fake.requests).toEqual(['listSites']);
  });

  test('by their tags alone, where azd has kept no outputs', async () => {
    const fake = await useFakeResourceManager();
    const { servers } = await find(fake, environment(without(...outputs)));
    expect(servers.map(({ url }) => url.href)).toEqual([
      'https://func-ext-abc.azurewebsites.net/runtime/webhooks/mcp',
      'https://func-self-abc.azurewebsites.net/mcp',
    ]);
    // What sign-in needs is read from the apps then.
    expect(servers.map(({ signIn }) => signIn?.identifierUri)).toEqual([
      `api://${tenantId}/func-ext-abc`,
      `api://${tenantId}/func-self-abc`,
    ]);
  });

  test('by their names, where somebody took the tags away', async () => {
    const fake = await useFakeResourceManager();
    for (const app of fake.apps) app.site.tags = null;
    const { servers } = await find(fake);
    expect(servers.map(({ appName, tagged }) => [appName, tagged])).toEqual([
      ['func-ext-abc', false],
      ['func-self-abc', false],
    ]);
  });

  test('by their names, though another app has the tag', async () => {
    const fake = await useFakeResourceManager();
    fake.apps[0].site.tags = {};
    fake.state.groups['rg-test']!.push(fakeApp('extension-server', 'entra', 'func-ext-twin'));
    const { servers } = await find(fake);
    expect(servers[0]).toMatchObject({ appName: 'func-ext-abc', tagged: false });
  });

  test('by what azd shows, where there are neither outputs nor tags nor a group', async () => {
    const fake = await useFakeResourceManager();
    for (const app of fake.apps) app.site.tags = {};
    const gone = without(...outputs, 'AZURE_RESOURCE_GROUP', 'AZURE_SUBSCRIPTION_ID');
    const { servers, resourceGroup } = await find(fake, environment(gone, ids));
    expect(resourceGroup).toBe('rg-test');
    expect(servers.map(({ appName }) => appName)).toEqual(['func-ext-abc', 'func-self-abc']);
  });

  test('at their own addresses, which Bicep put out', async () => {
    const fake = await useFakeResourceManager();
    const url = 'https://mcp.example.com/runtime/webhooks/mcp';
    const { servers } = await find(fake, environment({ SERVICE_EXTENSION_SERVER_MCP_URL: url }));
    expect(servers[0]!.url.href).toBe(url);
  });

  test('but what the outputs say holds for no other app with the tag', async () => {
    const fake = await useFakeResourceManager();
    const { servers } = await find(
      fake,
      environment({
        SERVICE_EXTENSION_SERVER_NAME: 'func-old',
        SERVICE_EXTENSION_SERVER_MCP_URL: 'https://func-old.azurewebsites.net/runtime/webhooks/mcp',
        PROVISIONED_EXTENSION_AUTH_CLIENT_ID: 'old',
      }),
    );
    expect(servers[0]).toMatchObject({ appName: 'func-ext-abc' });
    expect(servers[0]!.url.hostname).toBe('func-ext-abc.azurewebsites.net');
    expect(servers[0]!.signIn?.clientId).toBe('00000000-0000-0000-0000-000000000102');
  });

  test('and one that is switched off is left out', async () => {
    const fake = await useFakeResourceManager();
    const { servers, missing } = await find(
      fake,
      environment({ DEPLOY_SELF_HOSTED_SERVER: 'false' }),
    );
    expect(servers.map(({ service }) => service)).toEqual(['extension-server']);
    expect(missing).toEqual([]);
  });

  test('through what passes', async () => {
    const fake = await useFakeResourceManager('entra', {
      faults: [
        { times: 1, answer: serverError(503) },
        { times: 1, answer: tooManyRequests(0) },
      ],
    });
    expect((await find(fake)).servers).toHaveLength(2);
  });
});

describe('the auth mode that is wanted', () => {
  test('may differ from the one that Azure is set up for', async () => {
    const fake = await useFakeResourceManager();
    expect(await find(fake, environment({ AUTH_MODE: 'key' }))).toMatchObject({
      authMode: 'key',
      provisionedAuthMode: 'entra',
    });
  });

  test('is entra in an azd environment that says nothing', async () => {
    const fake = await useFakeResourceManager();
    const from = environment(without('AUTH_MODE', 'PROVISIONED_AUTH_MODE'));
    expect(await find(fake, from)).toMatchObject({
      authMode: 'entra',
      provisionedAuthMode: undefined,
    });
  });

  test.each(authModes)('is what the apps say, where names are given: %s', async (authMode) => {
    const fake = await useFakeResourceManager(authMode);
    const found = await findDeployment(await deploymentTarget(undefined, named), fake.arm);
    expect(found).toMatchObject({ authMode, environmentName: undefined });
    expect(found.servers.map(({ signIn }) => signIn !== undefined)).toEqual(
      Array.from({ length: 2 }, () => authMode === 'entra'),
    );
  });

  test('is seen in built-in authentication, where settings must not be read', async () => {
    const answer = authorizationFailed('Microsoft.Web/sites/config/list/action');
    const faults = [{ operation: 'appSettings' as const, answer }];
    const fake = await useFakeResourceManager('entra', { faults });
    const found = await findDeployment(await deploymentTarget(undefined, named), fake.arm);
    expect(found.authMode).toBe('entra');
  });

  test('is asked for where it cannot be seen, and then taken as it is', async () => {
    const answer = authorizationFailed('Microsoft.Web/sites/config/list/action');
    const faults = [{ operation: 'appSettings' as const, answer }];
    const fake = await useFakeResourceManager('key', { faults });
    const target = await deploymentTarget(undefined, named);
    await expect(findDeployment(target, fake.arm)).rejects.toThrow(
      'the permission Microsoft.Web/sites/config/list/action is missing. Say it: --auth-mode key',
    );
    const said = await deploymentTarget(undefined, { ...named, authMode: 'anonymous' });
    expect(await findDeployment(said, fake.arm)).toMatchObject({ authMode: 'anonymous' });
    await expect(deploymentTarget(undefined, { ...named, authMode: 'open' })).rejects.toThrow(
      "'open' is no auth mode. It is entra, key, anonymous.",
    );
  });
});

describe('names in the place of an environment', () => {
  test('find the apps that they name, whatever tags they have', async () => {
    const fake = await useFakeResourceManager('key');
    for (const app of fake.apps) app.site.tags = {};
    const target = await deploymentTarget(undefined, {
      ...named,
      apps: { 'self-hosted-server': 'FUNC-SELF-ABC' },
    });
    const { servers } = await findDeployment(target, fake.arm);
    expect(servers.map(({ appName }) => appName)).toEqual(['func-self-abc']);
  });

  test('in another group than the environment’s make its outputs void', async () => {
    const fake = await useFakeResourceManager('key');
    const other = fakeApp('extension-server', 'key', 'func-ext-other');
    fake.state.groups['rg-other'] = [other];
    const { servers, missing, ...deployment } = await find(fake, environment(), {
      resourceGroup: 'rg-other',
    });
    expect(deployment).toMatchObject({ environmentName: undefined, authMode: 'key' });
    expect(servers.map(({ url }) => url.hostname)).toEqual(['func-ext-other.azurewebsites.net']);
    expect(missing).toMatchObject([{ service: 'self-hosted-server' }]);
  });
});
