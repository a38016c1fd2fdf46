import { describe, expect, test } from 'vitest';
import type { Permission } from '../rest/azure-rights.ts';
import {
  checkDeployRights,
  checkNodeOffer,
  checkProviders,
  checkRegion,
  checkVisible,
  neededProviders,
} from './cloud-checks.ts';

const refused = { refused: 'you lack the right (403).', status: 403 };
const value = <T>(of: T) => ({ value: of });
const owner: readonly Permission[] = [{ actions: ['*'], notActions: [] }];
const contributor = [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] }];
const reader = [{ actions: ['*/read'], notActions: [] }];

describe('the subscription', () => {
  test.each([
    ['Enabled', 'ok'],
    ['Warned', 'ok'],
    ['Disabled', 'failed'],
  ])('%s: %s', (state, outcome) => {
    const answer = value({ name: 'Mine', state });
    expect(checkVisible('id', answer)).toMatchObject({ outcome });
  });

  test.each([
    [403, 'failed'],
    [404, 'failed'],
    [503, 'hint'],
    [undefined, 'hint'],
  ])('refused with %s: %s', (status, outcome) => {
    expect(checkVisible('id', { refused: 'why.', status })).toMatchObject({
      outcome,
      cause: 'why.',
    });
  });
});

describe('rights to deploy', () => {
  const check = (permissions: readonly Permission[], usesNetwork = false) =>
    checkDeployRights('id', value(permissions), usesNetwork);

  test('are an owner’s, or those of two roles', () => {
    const administrator = {
      actions: ['Microsoft.Authorization/roleAssignments/*'],
      notActions: [],
    };
    expect(check(owner)).toMatchObject({ outcome: 'ok' });
    expect(check([...contributor, administrator], true)).toMatchObject({ outcome: 'ok' });
  });

  test.each([
    ['a contributor', contributor, /^.*\naz .*"Role Based Access Control Administrator".*$/],
    ['a reader', reader, /"Contributor".*\n.*"Role Based Access Control Administrator"/],
    ['nobody', [], /"Contributor"/],
  ])('are not those of %s', (_, permissions, remedy) => {
    expect(check(permissions)).toMatchObject({
      outcome: 'failed',
      remedy: expect.stringMatching(remedy),
    });
  });

  test('are more with a virtual network', () => {
    const withoutNetwork = [{ actions: ['*'], notActions: ['Microsoft.Network/*'] }];
    expect(check(withoutNetwork)).toMatchObject({ outcome: 'ok' });
    expect(check(withoutNetwork, true)).toMatchObject({
      outcome: 'failed',
      cause: expect.stringContaining('Microsoft.Network/virtualNetworks'),
    });
  });

  test('are a hint where they could not be read', () => {
    expect(checkDeployRights('id', refused, false)).toMatchObject({
      outcome: 'hint',
      cause: refused.refused,
    });
  });
});

test.each([
  [value(['East US 2']), 'ok'],
  [value(['West Europe']), 'failed'],
  [value([]), 'hint'],
  [refused, 'hint'],
])('the region, %j: %s', (answer, outcome) => {
  const result = checkRegion('eastus2', answer);
  expect(result.outcome).toBe(outcome);
  if (outcome === 'failed') expect(result.remedy).toContain('westeurope');
});

const listVersions =
  'az functionapp list-flexconsumption-runtimes --location eastus2 --runtime node';

test.each([
  ['22', value(['22']), 'ok', undefined],
  ['24', value(['22', '24']), 'ok', undefined],
  ['22', value(['22', '24']), 'hint', 'azd env set APP_NODE_VERSION 24'],
  ['24', value(['22']), 'failed', 'azd env set APP_NODE_VERSION 22'],
  ['22', value([]), 'hint', listVersions],
  ['22', refused, 'hint', listVersions],
])('Node %s on Azure, %j: %s', (wanted, answer, outcome, remedy) => {
  const result = checkNodeOffer('eastus2', wanted, answer);
  expect([result.outcome, result.remedy]).toEqual([outcome, remedy]);
});

describe('resource providers', () => {
  const check = (state: Record<string, string | typeof refused>, permissions = owner) => {
    const states = Object.entries(state).map(
      ([name, said]) => [name, typeof said === 'string' ? value(said) : said] as const,
    );
    return checkProviders(new Map(states), value(permissions));
  };

  test('with a network are two more', () => {
    expect(neededProviders(true)).toEqual([
      ...neededProviders(false),
      'Microsoft.Network',
      'Microsoft.App',
    ]);
  });

  test('that are registered share a line', () => {
    expect(check({ 'Microsoft.Web': 'Registered', 'Microsoft.App': 'Registered' })).toMatchObject([
      { outcome: 'ok', message: expect.stringContaining('Microsoft.Web, Microsoft.App') },
    ]);
  });

  test('that are not are registered by azd up', () => {
    expect(check({ 'Microsoft.Web': 'NotRegistered' })).toMatchObject([
      { outcome: 'hint', remedy: 'az provider register --namespace Microsoft.Web --wait' },
    ]);
  });

  test('that may not be registered stop a deployment', () => {
    expect(check({ 'Microsoft.Web': 'NotRegistered' }, reader)).toMatchObject([
      { outcome: 'failed', remedy: expect.stringContaining('An owner of the subscription runs') },
    ]);
  });

  test('may be registered by azd up where nobody says what you may do', () => {
    const states = new Map([['Microsoft.Web', value('NotRegistered')]]);
    expect(checkProviders(states, refused)).toMatchObject([{ outcome: 'hint' }]);
  });

  test('that could not be read are named', () => {
    expect(check({ 'Microsoft.Web': refused })).toMatchObject([
      {
        outcome: 'hint',
        message: expect.stringContaining('Microsoft.Web'),
        cause: refused.refused,
      },
    ]);
  });
});
