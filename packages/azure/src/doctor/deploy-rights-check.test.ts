import { describe, expect, test } from 'vitest';
import type { Permission } from '../rest/azure-rights.ts';
import { checkDeployRights } from './deploy-rights-check.ts';

const refused = { refused: 'you lack the right (403).', status: 403 };
const owner: readonly Permission[] = [{ actions: ['*'], notActions: [] }];
const contributor = [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] }];
const reader = [{ actions: ['*/read'], notActions: [] }];

describe('rights to deploy', () => {
  const check = (permissions: readonly Permission[], usesNetwork = false) =>
    checkDeployRights('id', { value: permissions }, usesNetwork);

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
