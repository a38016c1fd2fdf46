import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok } from '../checks/results.ts';
import type { ProviderState } from '../rest/azure.ts';
import type { Permission, Subscription } from '../rest/azure-rights.ts';
import { regionObjection } from '../rest/flex-region.ts';
import type { Answer } from './answer.ts';
import { allows } from './permission.ts';

/** Whether the subscription is there for whoever is signed in. What follows makes no sense otherwise. */
export function checkVisible(subscriptionId: string, answer: Answer<Subscription>): CheckResult {
  const id = 'cloud.subscription';
  if ('value' in answer) {
    const { name, state } = answer.value;
    return state === 'Enabled' || state === 'Warned'
      ? ok(id, `The subscription '${name}' is there for you.`)
      : failed(id, `The subscription '${name}' is ${state}.`, {
          remedy:
            'Enable it in the Azure portal, or choose another: azd env set AZURE_SUBSCRIPTION_ID ID',
        });
  }
  const isHidden = [401, 403, 404].includes(answer.status ?? 0);
  const advice = {
    cause: answer.refused,
    remedy:
      'azd auth login --tenant-id TENANT, if it is in another directory; or choose another: azd env set AZURE_SUBSCRIPTION_ID ID',
  };
  return isHidden
    ? failed(
        id,
        `The subscription ${subscriptionId} is not there for whoever is signed in.`,
        advice,
      )
    : hint(id, `The subscription ${subscriptionId} could not be read.`, {
        cause: answer.refused,
        remedy:
          answer.status === undefined
            ? 'Is there a network here? Behind a proxy: set HTTPS_PROXY and NODE_USE_ENV_PROXY=1'
            : 'In a minute again: npm run doctor. https://azure.status.microsoft tells of outages.',
      });
}

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
      remedy: `It takes Owner, or Contributor and Role Based Access Control Administrator: az role assignment list --assignee YOU --scope /subscriptions/${subscriptionId} --include-inherited`,
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

const listRegions = 'az functionapp list-flexconsumption-locations --output table';

export function checkRegion(location: string, answer: Answer<readonly string[]>): CheckResult {
  const id = 'cloud.region';
  if ('refused' in answer) {
    return hint(id, `Whether ${location} has Flex Consumption could not be read.`, {
      cause: answer.refused,
      remedy: listRegions,
    });
  }
  if (answer.value.length === 0) {
    return hint(id, `Whether ${location} has Flex Consumption is not known: the list is empty.`, {
      remedy: listRegions,
    });
  }
  const objection = regionObjection(location, answer.value);
  return objection
    ? failed(id, `Flex Consumption is not offered in ${location} to this subscription.`, {
        remedy: objection.slice(objection.indexOf('Choose')),
      })
    : ok(id, `Flex Consumption is offered in ${location}.`);
}

/** When Node 22 gets no more fixes. */
const endOfNode22 = '2027-04-30';
const newest = '24';

/** @param wanted the version that the apps are to run on */
export function checkNodeOffer(
  location: string,
  wanted: string,
  answer: Answer<readonly string[]>,
): CheckResult {
  const id = 'cloud.node';
  if ('refused' in answer || answer.value.length === 0) {
    return hint(id, `Which versions of Node Flex Consumption runs in ${location} is not known.`, {
      cause: 'refused' in answer ? answer.refused : 'The list names none.',
      remedy: `az functionapp list-flexconsumption-runtimes --location ${location} --runtime node`,
    });
  }
  const versions = answer.value;
  const offered = `Flex Consumption in ${location} runs Node ${versions.join(', ')}`;
  if (!versions.includes(wanted)) {
    return failed(id, `${offered}, and not ${wanted}, which the apps are to run on.`, {
      remedy: `azd env set APP_NODE_VERSION ${versions.at(-1)}`,
    });
  }
  if (wanted === '22' && versions.includes(newest)) {
    return hint(id, `${offered}; the apps are to run on ${wanted}.`, {
      cause: `Node 22 ends on ${endOfNode22}.`,
      remedy: `azd env set APP_NODE_VERSION ${newest}`,
    });
  }
  return ok(id, `${offered}; the apps run on ${wanted}.`);
}

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
 * @param states by namespace
 * @param permissions of whoever is signed in; a deployment registers what is missing, if they may
 */
export function checkProviders(
  states: ReadonlyMap<string, Answer<ProviderState>>,
  permissions: Answer<readonly Permission[]>,
): readonly CheckResult[] {
  const id = 'cloud.providers';
  const results: CheckResult[] = [];
  const registered: string[] = [];
  for (const [namespace, answer] of states) {
    const remedy = `az provider register --namespace ${namespace} --wait`;
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
