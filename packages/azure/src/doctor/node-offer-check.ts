import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok } from '../checks/results.ts';
import type { Answer } from './answer.ts';

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
