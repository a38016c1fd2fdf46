import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok } from '../checks/results.ts';
import type { ProviderState } from '../rest/azure.ts';
import type { Permission } from '../rest/azure-rights.ts';
import type { Answer } from './answer.ts';
import { allows } from './permission.ts';

/** The resource providers that a deployment needs. Microsoft.App gives Flex apps their virtual network. */
export function neededProviders(usesNetwork: boolean): readonly string[] {
  return [
    'Microsoft.Web',
    'Microsoft.Storage',
    'Microsoft.Insights',
    'Microsoft.OperationalInsights',
    'Microsoft.ManagedIdentity',
    ...(usesNetwork ? ['Microsoft.Network', 'Microsoft.App'] : []),
  ];
}

/**
 * @param subscriptionId which the Azure CLI need not have as its default
 * @param states by namespace
 * @param permissions of whoever is signed in; a deployment registers what is missing, if they may
 */
export function checkProviders(
  subscriptionId: string,
  states: ReadonlyMap<string, Answer<ProviderState>>,
  permissions: Answer<readonly Permission[]>,
): readonly CheckResult[] {
  const id = 'cloud.providers';
  const results: CheckResult[] = [];
  const registered: string[] = [];
  for (const [namespace, answer] of states) {
    const remedy = `az provider register --subscription ${subscriptionId} --namespace ${namespace} --wait`;
    if ('refused' in answer) {
      results.push(
        hint(id, `Whether ${namespace} is registered could not be read.`, {
          cause: answer.refused,
          remedy,
        }),
      );
    } else if (answer.value === 'Registered') {
      registered.push(namespace);
    } else if (
      'value' in permissions &&
      !allows(permissions.value, `${namespace}/register/action`)
    ) {
      const cause = 'azd up would register it, for which you lack the right.';
      results.push(
        failed(id, `${namespace} is ${answer.value}.`, {
          cause,
          remedy: `An owner of the subscription runs: ${remedy}`,
        }),
      );
    } else {
      const cause = 'azd up registers it, which takes a minute or two more.';
      results.push(hint(id, `${namespace} is ${answer.value}.`, { cause, remedy }));
    }
  }
  const all = ok(id, `Resource providers are registered: ${registered.join(', ')}.`);
  return registered.length > 0 ? [all, ...results] : results;
}
