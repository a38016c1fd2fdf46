import { expect, test } from 'vitest';
import { checkNodeOffer } from './node-offer-check.ts';

const refused = { refused: 'you lack the right (403).', status: 403 };
const listVersions =
  'az functionapp list-flexconsumption-runtimes --location eastus2 --runtime node';

test.each([
  ['22', { value: ['22'] }, 'ok', undefined],
  ['24', { value: ['22', '24'] }, 'ok', undefined],
  ['22', { value: ['22', '24'] }, 'hint', 'azd env set APP_NODE_VERSION 24'],
  ['24', { value: ['22'] }, 'failed', 'azd env set APP_NODE_VERSION 22'],
  ['22', { value: [] }, 'hint', listVersions],
  ['22', refused, 'hint', listVersions],
])('Node %s on Azure, %j: %s', (wanted, answer, outcome, remedy) => {
  const result = checkNodeOffer('eastus2', wanted, answer);
  expect([result.outcome, result.remedy]).toEqual([outcome, remedy]);
});
