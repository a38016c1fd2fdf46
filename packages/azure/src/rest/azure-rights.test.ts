import { expect, test } from 'vitest';
import { startFakeAzure, subscriptionId } from './testing/fake-azure.ts';

test('reads the subscription, and what the caller may do in it', async () => {
  const permissions = [{ actions: ['*/read'], notActions: ['Microsoft.Web/*'] }];
  const { rights, requests } = await startFakeAzure({ permissions });
  expect(await rights.subscription(subscriptionId)).toEqual({
    name: 'Sample subscription',
    state: 'Enabled',
  });
  expect(await rights.permissions(subscriptionId)).toEqual(permissions);
  expect(requests).toEqual([
    `GET /subscriptions/${subscriptionId}?api-version=2022-12-01`,
    `GET /subscriptions/${subscriptionId}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
  ]);
});

test('a subscription that is not visible is refused', async () => {
  const { rights } = await startFakeAzure({ subscription: undefined });
  await expect(rights.subscription(subscriptionId)).rejects.toMatchObject({ status: 404 });
});

test('knows the versions of Node that Flex Consumption runs, and none of other plans', async () => {
  const { rights } = await startFakeAzure({ nodeVersions: ['24', '22'] });
  expect(await rights.flexNodeVersions('eastus2')).toEqual(['22', '24']);
});

test.each([
  ['no stack', { value: [] }],
  [
    'a stack without plans',
    { value: [{ properties: { majorVersions: [{ minorVersions: [{}] }] } }] },
  ],
  ['nulls', { value: [{ properties: { majorVersions: null } }] }],
])('%s: no version', async (_, body) => {
  const { rights, state } = await startFakeAzure();
  state.faults.push({ status: 200, body });
  expect(await rights.flexNodeVersions('eastus2')).toEqual([]);
});

test('reads what the directory lets its members do, and who the caller is', async () => {
  const { rights } = await startFakeAzure({
    membersMayRegister: false,
    userType: 'Guest',
    directoryRoles: ['role-a'],
  });
  expect(await rights.membersMayRegister()).toBe(false);
  expect(await rights.isGuest()).toBe(true);
  expect(await rights.directoryRoles()).toEqual(['role-a']);
});

test('follows the pages of Microsoft Graph', async () => {
  const { rights, state, url } = await startFakeAzure({ directoryRoles: ['role-b'] });
  const role = { '@odata.type': '#microsoft.graph.directoryRole', roleTemplateId: 'role-a' };
  const next = `${url}/v1.0/me/transitiveMemberOf?$skiptoken=2`;
  state.faults.push({ status: 200, body: { value: [role], '@odata.nextLink': next } });
  expect(await rights.directoryRoles()).toEqual(['role-a', 'role-b']);
});
