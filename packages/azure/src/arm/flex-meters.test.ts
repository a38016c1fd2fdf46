import { expect, test } from 'vitest';
import { useFakeResourceManager } from '../testing/index.ts';
import { type Arm, siteId } from './arm.ts';
import { readFlexMeters } from './flex-meters.ts';

const app = { resourceGroup: 'rg-test', name: 'func-ext-abc' };
const day = { from: new Date('2026-11-22T00:00:00Z'), to: new Date('2026-11-23T00:00:00Z') };
const meters = (arm: Arm) => readFlexMeters(arm, siteId(arm, app), day);

test('meters are read in the units of the bill', async () => {
  const { arm, requests } = await useFakeResourceManager();
  expect(await meters(arm)).toEqual({
    ok: true,
    value: {
      onDemand: { executions: 15, gbSeconds: 3 },
      alwaysReady: { executions: 0, gbSeconds: 0, baselineGbSeconds: 0 },
    },
  });
  expect(requests).toEqual(['metrics func-ext-abc']);
});

test('and in whatever letter case they are named', async () => {
  const name = { value: 'ondemandfunctionexecutioncount' };
  const body = { value: [{ name, timeseries: [{ data: [{ total: 2 }, {}, { total: 3 }] }] }] };
  const { arm } = await useFakeResourceManager('key', {
    faults: [{ answer: { status: 200, body } }],
  });
  expect(await meters(arm)).toMatchObject({ value: { onDemand: { executions: 5 } } });
});
