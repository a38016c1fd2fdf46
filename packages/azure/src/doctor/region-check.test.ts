import { expect, test } from 'vitest';
import { checkRegion } from './region-check.ts';

test.each([
  [{ value: ['East US 2'] }, 'ok'],
  [{ value: ['West Europe'] }, 'failed'],
  [{ value: [] }, 'hint'],
  [{ refused: 'you lack the right (403).', status: 403 }, 'hint'],
])('the region, %j: %s', (answer, outcome) => {
  const result = checkRegion('the-subscription', 'eastus2', answer);
  expect(result.outcome).toBe(outcome);
  const remedy = { ok: '', failed: 'westeurope', hint: '--subscription the-subscription' }[
    outcome
  ]!;
  expect(result.remedy ?? '').toContain(remedy);
});
