import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok } from '../checks/results.ts';
import { regionObjection } from '../rest/flex-region.ts';
import { shellWord } from '../programs/shell-word.ts';
import type { Answer } from './answer.ts';

/** Whether the region offers Flex Consumption to this subscription. */
export function checkRegion(
  subscriptionId: string,
  location: string,
  answer: Answer<readonly string[]>,
): CheckResult {
  const id = 'cloud.region';
  const listRegions = `az functionapp list-flexconsumption-locations --subscription ${shellWord(subscriptionId)} --output table`;
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
