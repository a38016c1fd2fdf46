import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok } from '../checks/results.ts';
import type { Subscription } from '../rest/azure-rights.ts';
import type { Answer } from './answer.ts';

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
