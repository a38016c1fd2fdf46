import { describe, expect, test } from 'vitest';
import { runChecks } from '../checks/run-checks.ts';
import {
  type FakeState,
  startFakeAzure,
  subscriptionId,
  token,
} from '../rest/testing/fake-azure.ts';
import { cloudChecks } from './cloud.ts';
import type { DeploymentSettings } from './settings-check.ts';

const settings: DeploymentSettings = {
  authMode: 'entra',
  location: 'eastus2',
  nodeVersion: '22',
  usesNetwork: false,
  hasOwnRegistrations: false,
};

/** What the checks of Azure say to someone who is signed in. */
async function ask(
  state: Partial<FakeState> = {},
  wanted: Partial<DeploymentSettings> = {},
  subscription: string | undefined = subscriptionId,
) {
  const fake = await startFakeAzure(state);
  const results = await runChecks(
    cloudChecks(async () => ({
      azure: fake.azure,
      rights: fake.rights,
      settings: { ...settings, ...wanted },
      subscriptionId: subscription || undefined,
    })),
  );
  const outcomes = results.map(({ id, outcome }) => `${id} ${outcome}`);
  const line = (id: string) => results.find((result) => result.id === id);
  return { requests: fake.requests, results, outcomes, line };
}

const allOk = [
  'cloud.registrations ok',
  'cloud.subscription ok',
  'cloud.rights ok',
  'cloud.region ok',
  'cloud.node ok',
  'cloud.providers ok',
];

test('all is well with someone who may do everything', async () => {
  expect((await ask()).outcomes).toEqual(allOk);
});

test('says what is missing, and what mends it', async () => {
  const { results, line } = await ask({
    permissions: [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] }],
    regions: ['West Europe'],
    nodeVersions: ['22', '24'],
    providers: { 'Microsoft.Web': 'NotRegistered' },
    membersMayRegister: false,
  });
  expect(line('cloud.rights')?.remedy).toContain('Role Based Access Control Administrator');
  expect(line('cloud.region')?.remedy).toContain('westeurope');
  expect(line('cloud.node')).toMatchObject({ outcome: 'hint' });
  expect(line('cloud.registrations')?.remedy).toContain('azd env set AUTH_MODE key');
  expect(results.filter(({ id }) => id === 'cloud.providers')).toMatchObject([
    { outcome: 'ok' },
    { outcome: 'hint', message: 'Microsoft.Web is NotRegistered.' },
  ]);
});

test('degrades to hints that name what could not be read, without the token', async () => {
  const forbids = ['permissions', 'geoRegions', 'functionAppStacks', 'Microsoft.', '/v1.0/'];
  const { outcomes, results, line } = await ask({ forbids });
  expect(outcomes.slice(0, 6)).toEqual([
    'cloud.registrations hint',
    'cloud.subscription ok',
    'cloud.rights hint',
    'cloud.region hint',
    'cloud.node hint',
    'cloud.providers hint',
  ]);
  expect(line('cloud.registrations')?.cause).toContain('transitiveMemberOf');
  expect(line('cloud.rights')?.cause).toContain('Microsoft.Authorization/permissions');
  expect(line('cloud.region')?.remedy).toContain(` --subscription ${subscriptionId} `);
  expect(JSON.stringify(results)).not.toContain(token);
});

test('a service principal is nobody in the directory that could be asked', async () => {
  const notDelegated = { status: 400, body: { error: { code: 'BadRequest', message: '/me' } } };
  const { line } = await ask({ faults: [notDelegated, notDelegated, notDelegated] });
  expect(line('cloud.registrations')).toMatchObject({
    outcome: 'hint',
    remedy: expect.stringContaining('Application.ReadWrite.OwnedBy'),
  });
});

test.each([{ authMode: 'key' as const }, { hasOwnRegistrations: true }])(
  'asks the directory nothing with %j',
  async (wanted) => {
    const { outcomes, requests } = await ask({}, wanted);
    expect(requests.filter((request) => request.includes('/v1.0/'))).toEqual([]);
    expect(outcomes).toEqual(allOk);
  },
);

test('asks for the provider of networks only where there is to be one', async () => {
  const asked = ({ requests }: { requests: readonly string[] }) =>
    requests.some((request) => request.includes('/providers/Microsoft.App?'));
  expect(asked(await ask())).toBe(false);
  expect(asked(await ask({}, { usesNetwork: true }))).toBe(true);
});

test('stops at a subscription that is not visible', async () => {
  expect((await ask({ subscription: undefined })).outcomes).toEqual([
    'cloud.registrations ok',
    'cloud.subscription failed',
  ]);
});

describe('leaves out', () => {
  test('the subscription where none is chosen', async () => {
    const { outcomes, requests } = await ask({}, {}, '');
    expect(outcomes).toEqual(['cloud.registrations ok', 'cloud.subscription skipped']);
    expect(requests.filter((request) => request.includes('/subscriptions'))).toEqual([]);
  });

  test('the region where none is chosen', async () => {
    const { outcomes } = await ask({}, { location: undefined });
    expect(outcomes).toContain('cloud.region skipped');
    expect(outcomes.join()).not.toContain('cloud.node');
  });

  test('everything where nobody is signed in', async () => {
    expect(await runChecks(cloudChecks(async () => undefined))).toMatchObject([
      { id: 'cloud', outcome: 'skipped', remedy: expect.stringContaining('azd auth login') },
    ]);
  });
});

test('only reads, and asks nothing twice', async () => {
  const { requests } = await ask(
    { providers: { 'Microsoft.Web': 'NotRegistered' } },
    { usesNetwork: true },
  );
  expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
  expect(new Set(requests).size).toBe(requests.length);
});
