import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CredentialError } from '../credential/credential-error.ts';
import {
  appServiceProblem,
  fakeToken,
  hostNotUp,
  problem,
  serverError,
  tooManyRequests,
  useFakeResourceManager,
} from '../testing/index.ts';
import { readAppSettings } from './app-settings.ts';
import { type Arm, siteId } from './arm.ts';
import { readAuthSettings } from './auth-settings.ts';
import { listDeploymentStatuses } from './deployment-status.ts';
import { readFlexMeters } from './flex-meters.ts';
import { listDeployedFunctions } from './functions.ts';
import { readHostKeys, serverKey } from './host-keys.ts';
import { getSite, listSites } from './sites.ts';

const app = { resourceGroup: 'rg-test', name: 'func-ext-abc' };
const selfHosted = { resourceGroup: 'rg-test', name: 'func-self-abc' };
const day = { from: new Date('2026-11-22T00:00:00Z'), to: new Date('2026-11-23T00:00:00Z') };
const meters = (arm: Arm) => readFlexMeters(arm, siteId(arm, app), day);

describe('what Azure answers', () => {
  test('of an app, in one form', async () => {
    const { arm, apps } = await useFakeResourceManager();
    const result = await getSite(arm, app);
    expect(result).toMatchObject({
      ok: true,
      value: {
        name: 'func-ext-abc',
        kind: 'functionapp,linux',
        state: 'Running',
        tags: { 'azd-env-name': 'test', 'azd-service-name': 'extension-server' },
        defaultHostName: 'func-ext-abc.azurewebsites.net',
        httpsOnly: true,
        sku: 'FlexConsumption',
        runtime: { name: 'node', version: '22' },
        storage: {
          type: 'blobContainer',
          url: 'https://stabc.blob.core.windows.net/app-package-extension',
          authentication: 'UserAssignedIdentity',
          identityId: apps[0].values['identity'],
        },
        scale: { instanceMemoryMB: 2048, maximumInstanceCount: 40, alwaysReady: [] },
        identity: { systemAssigned: false, userAssignedIds: [apps[0].values['identityKey']] },
        publicNetworkAccess: undefined,
      },
    });
  });

  test('is the same in any letter case, with nulls, without anything, and with what is new', async () => {
    const { arm, apps } = await useFakeResourceManager();
    const recorded = await getSite(arm, app);
    const { properties } = apps[0].site;
    properties.functionAppConfig.deployment.storage.type = 'BLOBCONTAINER';
    properties.functionAppConfig.deployment.storage.authentication.type = 'UserAssignedIdentity';
    properties.functionAppConfig.scaleAndConcurrency.alwaysReady = [];
    properties.state = 'running';
    properties.sku = 'flexconsumption';
    expect(await getSite(arm, app)).toEqual(recorded);
    apps[0].site = { ...apps[0].site, tags: null, identity: null, properties: { hostNames: null } };
    expect(await getSite(arm, app)).toMatchObject({
      ok: true,
      value: { state: '', hostNames: [], tags: {}, storage: undefined, runtime: undefined },
    });
    apps[0].site.properties = { sku: 'Premium9', state: 'Pondering' };
    const strange = await getSite(arm, app);
    expect(strange).toMatchObject({ ok: true, value: { sku: 'Premium9', state: 'Pondering' } });
  });

  test('of all apps of a group, page by page', async () => {
    const { arm, requests } = await useFakeResourceManager('entra', { pageSize: 1 });
    const result = await listSites(arm, 'RG-TEST');
    expect(result.ok && result.value.map(({ name }) => name)).toEqual([app.name, selfHosted.name]);
    expect(requests).toEqual(['listSites', 'listSites']);
  });

  test('of settings: their names, and values only on request', async () => {
    const { arm } = await useFakeResourceManager('key');
    const result = await readAppSettings(arm, app);
    const settings = result.ok ? result.value : undefined;
    expect([...settings!.keys()]).toContain('AzureWebJobsStorage__credential');
    expect(settings!.get('MCP_AUTH_MODE')?.reveal()).toBe('key');
    expect(inspect(result, { depth: 9 })).not.toContain('managedidentity');
    expect(JSON.stringify(result)).not.toContain('managedidentity');
  });

  test.each([false, true])('of keys, and never the master key: wrapped %s', async (wrappedKeys) => {
    const { arm } = await useFakeResourceManager('key', { wrappedKeys });
    const extension = await readHostKeys(arm, app);
    const other = await readHostKeys(arm, selfHosted);
    if (!extension.ok || !other.ok) throw new Error('There are keys.');
    expect(serverKey('extension-server', extension.value)?.reveal()).toBe(
      'the-system-key-of-the-extension-server',
    );
    expect(serverKey('self-hosted-server', other.value)?.reveal()).toBe(
      'the-default-key-of-self-hosted-server',
    );
    expect(serverKey('extension-server', other.value)).toBeUndefined();
    expect(inspect([extension, other], { depth: 9, showHidden: true })).not.toMatch(/the-\w+-key/);
  });

  test('of functions, with what triggers each', async () => {
    const { arm, apps } = await useFakeResourceManager('key', { pageSize: 1 });
    apps[0].functions = { a: 'mcpToolTrigger', b: 'mcpPromptTrigger' };
    const result = await listDeployedFunctions(arm, app);
    expect(result).toEqual({
      ok: true,
      value: [
        { name: 'a', trigger: 'mcpToolTrigger', disabled: false },
        { name: 'b', trigger: 'mcpPromptTrigger', disabled: false },
      ],
    });
  });

  test('of deployments', async () => {
    const { arm, apps } = await useFakeResourceManager();
    apps[0].deployments = [
      {},
      { status: 'RuntimeFailed', numberOfInstancesFailed: 1, errors: [{ message: 'It crashed.' }] },
    ];
    const result = await listDeploymentStatuses(arm, app);
    expect(result.ok && result.value.map(({ status, errors }) => [status, errors])).toEqual([
      ['RuntimeSuccessful', []],
      ['RuntimeFailed', ['It crashed.']],
    ]);
  });
});

describe('what passes is tried again', () => {
  test.each([500, 502, 503, 504])('%d', async (status) => {
    const faults = [{ times: 2, answer: serverError(status) }];
    const { arm, requests } = await useFakeResourceManager('key', { faults });
    expect(await getSite(arm, app)).toMatchObject({ ok: true });
    expect(requests).toHaveLength(3);
  });

  test('429, after as long as Retry-After asks', async () => {
    const faults = [{ times: 1, answer: tooManyRequests(1) }];
    const { arm, requests } = await useFakeResourceManager('key', { faults });
    const start = performance.now();
    expect(await getSite(arm, app)).toMatchObject({ ok: true });
    expect(performance.now() - start).toBeGreaterThan(900);
    expect(requests).toHaveLength(2);
  });

  test('a bounded number of times', async () => {
    const faults = [{ answer: serverError(503) }];
    const { arm, requests } = await useFakeResourceManager('key', { faults });
    const result = await getSite(arm, app);
    expect(result).toMatchObject({ ok: false, status: 503 });
    expect(!result.ok && result.reason).toMatch(/^Azure answers 503/);
    expect(!result.ok && result.reason).not.toContain('<html>');
    expect(requests).toHaveLength(4);
  });

  test.each([
    ['429', tooManyRequests(3_600)],
    [
      '429 with a date',
      { ...tooManyRequests(0), headers: { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' } },
    ],
    ['429 in ms', { ...tooManyRequests(0), headers: { 'x-ms-retry-after-ms': '3600000' } }],
  ])('but an hour is not waited for: %s', async (_, answer) => {
    const { arm, requests } = await useFakeResourceManager('key', { faults: [{ answer }] });
    for (const ask of [getSite, listDeployedFunctions, meters]) {
      const result = await ask(arm, app);
      // Nor is it said who asked.
      expect(!result.ok && result.reason).toMatch(
        /^Azure answers 429 SubscriptionRequestsThrottled: it is asked too often\. Azure asks to wait \d{4,} s\.$/,
      );
    }
    expect(requests).toHaveLength(3);
  });
});

describe('what does not come', () => {
  test('is not waited for without end', async () => {
    const { connect } = await useFakeResourceManager('key', { faults: [{ answer: 'never' }] });
    const { signal } = new AbortController();
    const arm = await connect({ timeoutMs: 100, signal });
    expect(await getSite(arm, app)).toEqual({
      ok: false,
      reason: 'Azure did not answer within 0.1 s.',
    });
    expect(await meters(arm)).toMatchObject({ reason: 'Azure did not answer within 0.1 s.' });
  });

  test('nor where it is a later page of a list', async () => {
    const { connect, state, httpClient, requests } = await useFakeResourceManager('key', {
      pageSize: 1,
    });
    const arm = await connect({
      timeoutMs: 500,
      httpClient: {
        async sendRequest(request) {
          const response = await httpClient.sendRequest(request);
          state.faults.push({ answer: 'never' });
          return response;
        },
      },
    });
    expect(await listSites(arm, 'rg-test')).toEqual({
      ok: false,
      reason: 'Azure did not answer within 0.5 s.',
    });
    expect(requests).toHaveLength(2);
  });

  test('is still taken when it comes late, but in time', async () => {
    const faults = [{ answer: { delayMs: 100 } }];
    const { arm, connect } = await useFakeResourceManager('key', { faults });
    expect(await getSite(arm, app)).toMatchObject({ ok: true, value: { name: app.name } });
    expect(await getSite(await connect({ timeoutMs: 20 }), app)).toMatchObject({ ok: false });
  });

  test('nor when somebody gives up', async () => {
    const { connect, requests } = await useFakeResourceManager('key', {
      faults: [{ answer: 'never' }],
    });
    const controller = new AbortController();
    const arm = await connect({ signal: controller.signal });
    const asked = getSite(arm, app);
    await expect.poll(() => requests.length).toBe(1);
    controller.abort(new Error('Ctrl-C'));
    await expect(asked).rejects.toThrow('Ctrl-C');
    await expect(getSite(arm, app)).rejects.toThrow('Ctrl-C');
    expect(requests).toHaveLength(1);
  });

  test('nor on a later page of a list', async () => {
    const controller = new AbortController();
    const { connect, state, httpClient, requests } = await useFakeResourceManager('key', {
      pageSize: 1,
    });
    const arm = await connect({
      signal: controller.signal,
      // Longer than the test may take.
      timeoutMs: 600_000,
      httpClient: {
        async sendRequest(request) {
          const response = await httpClient.sendRequest(request);
          state.faults.push({ answer: 'never' });
          return response;
        },
      },
    });
    const asked = listSites(arm, 'rg-test');
    await expect.poll(() => requests.length).toBe(2);
    controller.abort(new Error('Ctrl-C'));
    await expect(asked).rejects.toThrow('Ctrl-C');
  });

  test('is said to be unreachable where nobody listens', async () => {
    const fake = await useFakeResourceManager('key');
    await fake[Symbol.asyncDispose]();
    expect(await getSite(fake.arm, app)).toEqual({
      ok: false,
      reason: 'Azure cannot be reached (ECONNREFUSED).',
    });
  });

  test.each([
    [
      'an app that is gone',
      404,
      problem('ResourceNotFound', 'It was not found.'),
      ' ResourceNotFound: It was not found.',
    ],
    [
      'a host that is not up',
      400,
      hostNotUp.body,
      ' BadRequest: Encountered an error (ServiceUnavailable) from host runtime.',
    ],
    ['an app that is changed', 409, appServiceProblem('Conflict', 'Retry.'), ' Conflict: Retry.'],
    ['an error without words', 409, '', '.'],
    ['an error of somebody else', 409, '<html>Somebody</html>', '.'],
  ])('%s', async (_, status, body, says) => {
    const faults = [{ answer: { status, body } }];
    const { arm } = await useFakeResourceManager('key', { faults });
    for (const ask of [readHostKeys, readAuthSettings, listDeployedFunctions, meters]) {
      const reason = `Azure answers ${status}${says}`;
      expect(await ask(arm, app)).toMatchObject({ ok: false, status, reason });
    }
  });

  test.each([
    ['a page of a proxy', '<html>sign in to the network</html>'],
    ['a list', []],
    ['nothing', undefined],
    ['another shape', { properties: 'x' }],
  ])('makes no difference between %s and silence', async (_, body) => {
    const faults = [{ answer: { status: 200, body } }];
    const { arm } = await useFakeResourceManager('key', { faults });
    for (const ask of [readAppSettings, readHostKeys, listDeployedFunctions, meters, getSite]) {
      const result = await ask(arm, app);
      // Either it is said, or there is nothing in it; it never throws.
      expect(JSON.stringify(result)).not.toContain('sign in to the network');
    }
    expect(await getSite(arm, app)).toMatchObject({
      ok: false,
      reason: 'Azure answers in a form that is not understood.',
    });
  });
});

test.each([
  [404, problem('ResourceNotFound', 'It was not found.'), 'ResourceNotFound: It was not found.'],
  [400, { code: 'BadRequest', message: 'No such metric.' }, 'BadRequest: No such metric.'],
  [429, problem('TooManyRequests', 'Later.'), 'TooManyRequests: it is asked too often.'],
])('meters that cannot be read are no meters: %d', async (status, body, says) => {
  const faults = [{ operation: 'metrics' as const, answer: { status, body } }];
  const { arm } = await useFakeResourceManager('key', { faults });
  expect(await meters(arm)).toMatchObject({
    ok: false,
    status,
    reason: `Azure answers ${status} ${says}`,
  });
});

describe('who is signed in', () => {
  test('is asked by the client, and nobody is a reason to stop', async () => {
    const { connect, requests } = await useFakeResourceManager('key');
    const error = new CredentialError('Nobody is signed in to Azure.');
    const arm = await connect({ credential: { getToken: async () => Promise.reject(error) } });
    await expect(getSite(arm, app)).rejects.toBe(error);
    expect(requests).toEqual([]);
  });

  test('may not be accepted', async () => {
    const { connect } = await useFakeResourceManager('key');
    const credential = {
      getToken: async () => ({ token: 'another', expiresOnTimestamp: Date.now() + 3_600_000 }),
    };
    const result = await getSite(await connect({ credential }), app);
    expect(result).toMatchObject({
      status: 401,
      reason: 'Azure does not accept the sign-in (InvalidAuthenticationToken).',
    });
    expect(inspect(result, { depth: 9 })).not.toContain('another');
  });

  test('stays out of every failure', async () => {
    const { arm } = await useFakeResourceManager('key', { faults: [{ answer: serverError(500) }] });
    expect(inspect(await getSite(arm, app), { depth: 20, showHidden: true })).not.toContain(
      fakeToken,
    );
  });
});
