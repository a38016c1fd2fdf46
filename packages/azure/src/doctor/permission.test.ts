import { expect, test } from 'vitest';
import { allows } from './permission.ts';

const owner = { actions: ['*'], notActions: [] };
const contributor = {
  actions: ['*'],
  notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write'],
};
const reader = { actions: ['*/read'], notActions: [] };
const assigner = { actions: ['Microsoft.Authorization/roleAssignments/write'], notActions: [] };
const assigning = 'Microsoft.Authorization/roleAssignments/write';

test.each([
  ['an owner', [owner], assigning, true],
  ['a contributor', [contributor], assigning, false],
  ['a contributor', [contributor], 'Microsoft.Web/sites/write', true],
  ['what one role takes back another may give', [contributor, assigner], assigning, true],
  ['a reader', [reader], 'Microsoft.Web/sites/write', false],
  ['a reader', [reader], 'Microsoft.Web/sites/read', true],
  ['nobody', [], 'Microsoft.Web/sites/read', false],
  [
    'case does not matter',
    [{ actions: ['MICROSOFT.WEB/*'], notActions: [] }],
    'Microsoft.Web/sites/write',
    true,
  ],
  [
    'a dot is a dot',
    [{ actions: ['MicrosoftxWeb/*'], notActions: [] }],
    'Microsoft.Web/sites/write',
    false,
  ],
])('%s: %j, %s: %s', (_, permissions, action, allowed) => {
  expect(allows(permissions, action)).toBe(allowed);
});
