import { describe, expect, test } from 'vitest';
import type { Permission } from '../rest/azure-rights.ts';
import { checkProviders, neededProviders } from './provider-checks.ts';

const refused = { refused: 'you lack the right (403).', status: 403 };
const value = <T>(of: T) => ({ value: of });
const owner: readonly Permission[] = [{ actions: ['*'], notActions: [] }];
const reader = [{ actions: ['*/read'], notActions: [] }];

describe('resource providers', () => {
  const check = (state: Record<string, string | typeof refused>, permissions = owner) => {
    const states = Object.entries(state).map(
      ([name, said]) => [name, typeof said === 'string' ? value(said) : said] as const,
    );
    return checkProviders('sub', new Map(states), value(permissions));
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
      {
        outcome: 'hint',
        remedy: 'az provider register --subscription sub --namespace Microsoft.Web --wait',
      },
    ]);
  });

  test('that may not be registered stop a deployment', () => {
    expect(check({ 'Microsoft.Web': 'NotRegistered' }, reader)).toMatchObject([
      { outcome: 'failed', remedy: expect.stringContaining('An owner of the subscription runs') },
    ]);
  });

  test('may be registered by azd up where nobody says what you may do', () => {
    const states = new Map([['Microsoft.Web', value('NotRegistered')]]);
    expect(checkProviders('sub', states, refused)).toMatchObject([{ outcome: 'hint' }]);
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
