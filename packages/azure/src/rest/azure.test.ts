import { expect, test } from 'vitest';
import { startFakeAzure, subscriptionId } from './testing/fake-azure.ts';

const group = { subscriptionId, name: 'rg-test' };

test('follows the pages of a list to its end', async () => {
  const { azure, url, state } = await startFakeAzure({ regions: ['Last'] });
  const nextLink = `${url}/subscriptions/${subscriptionId}/providers/Microsoft.Web/geoRegions?sku=FlexConsumption&api-version=2023-12-01`;
  state.faults.push({ status: 200, body: { value: [{ name: 'First' }], nextLink } });
  expect(await azure.flexRegions(subscriptionId)).toEqual(['First', 'Last']);
});

test('stops at a list that never ends', async () => {
  const { azure, url, state, requests } = await startFakeAzure();
  const nextLink = `${url}/again?api-version=1`;
  state.faults.push(...Array.from({ length: 50 }, () => ({ status: 200, body: { nextLink } })));
  expect(await azure.flexRegions(subscriptionId)).toEqual([]);
  expect(requests).toHaveLength(20);
});

test('finds the apps of a service as azd does: sites in the group with its tag', async () => {
  const { azure, requests } = await startFakeAzure({ tagged: { 'extension-server': [['func']] } });
  expect(await azure.taggedApps(group, 'extension-server')).toEqual(['func']);
  expect(requests).toEqual([
    `GET /subscriptions/${subscriptionId}/resourceGroups/rg-test/resources?$filter=tagName eq 'azd-service-name' and tagValue eq 'extension-server'&api-version=2021-04-01`,
  ]);
});

test('knows when the roles of a principal were given', async () => {
  const times = ['2026-11-22T12:00:00.1234567Z', '2026-11-22T11:00:00Z'];
  const { azure } = await startFakeAzure({ roles: { 'principal-a': [...times, 'soon'] } });
  expect(await azure.roleTimes(group, 'principal-a')).toEqual(
    times.map((time) => Date.parse(time)),
  );
  expect(await azure.roleTimes(group, 'principal-b')).toEqual([]);
});

test('deletes a registration, or says that it is gone', async () => {
  const { azure, state } = await startFakeAzure({ registrations: ['id-1', 'id-2'] });
  expect(await azure.deleteRegistration('id-1')).toBe(true);
  expect(await azure.deleteRegistration('id-1')).toBe(false);
  expect(state.registrations).toEqual(['id-2']);
});
