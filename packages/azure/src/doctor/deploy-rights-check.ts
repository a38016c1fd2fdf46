import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok } from '../checks/results.ts';
import type { Permission } from '../rest/azure-rights.ts';
import type { Answer } from './answer.ts';
import { allows } from './permission.ts';

/** What a deployment makes, other than role assignments; the network only with VNET_ENABLED. */
const made = [
  'Microsoft.Resources/subscriptions/resourceGroups',
  'Microsoft.Resources/deployments',
  'Microsoft.Web/serverfarms',
  'Microsoft.Web/sites',
  'Microsoft.Storage/storageAccounts',
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  'Microsoft.Insights/components',
  'Microsoft.OperationalInsights/workspaces',
];
const madeForNetwork = ['Microsoft.Network/virtualNetworks', 'Microsoft.Network/privateEndpoints'];

/** Whether whoever is signed in may make what infra/ names, and give the apps their roles. */
export function checkDeployRights(
  subscriptionId: string,
  answer: Answer<readonly Permission[]>,
  usesNetwork: boolean,
): CheckResult {
  const id = 'cloud.rights';
  if ('refused' in answer) {
    return hint(id, 'What you may do in the subscription could not be read.', {
      cause: answer.refused,
      remedy: `It takes Owner, or Contributor and Role Based Access Control Administrator: az role assignment list --assignee YOU --scope /subscriptions/${subscriptionId} --include-inherited --include-groups`,
    });
  }
  const lacks = (type: string): boolean => !allows(answer.value, `${type}/write`);
  const missing = [...made, ...(usesNetwork ? madeForNetwork : [])].filter(lacks);
  const cannotAssign = lacks('Microsoft.Authorization/roleAssignments');
  if (missing.length === 0 && !cannotAssign) {
    return ok(id, 'You may make what azd up makes, and give roles to it.');
  }
  const roles = [
    ...(missing.length > 0 ? ['Contributor'] : []),
    ...(cannotAssign ? ['Role Based Access Control Administrator'] : []),
  ];
  const what = [...missing, ...(cannotAssign ? ['Microsoft.Authorization/roleAssignments'] : [])];
  return failed(id, `You lack the role ${roles.join(' and the role ')} on the subscription.`, {
    cause: `Not allowed: writing ${what.join(', ')}. Roles that you must activate first are not seen.`,
    remedy: [
      'An owner of the subscription runs:',
      ...roles.map(
        (role) =>
          `az role assignment create --assignee YOU --role "${role}" --scope /subscriptions/${subscriptionId}`,
      ),
    ].join('\n'),
  });
}
