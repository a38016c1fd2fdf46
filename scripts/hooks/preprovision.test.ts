import { describe, expect, test } from 'vitest';
import { preprovision } from './preprovision.ts';
import { forbidden, subscriptionId } from '@side-by-side/azure/rest/testing';
import { rehearse } from './testing/rehearse.ts';

const chosen = {
  AZURE_ENV_NAME: 'test',
  AZURE_SUBSCRIPTION_ID: subscriptionId,
  AZURE_LOCATION: 'eastus2',
};
const inNetwork = { ...chosen, VNET_ENABLED: 'true' };

test('says nothing where all is well, and registers nothing without a network', async () => {
  const { said, warned, fake } = await rehearse(preprovision, chosen);
  expect([said, warned]).toEqual([[], []]);
  expect(fake.requests).toEqual([
    `GET /subscriptions/${subscriptionId}/providers/Microsoft.Web/geoRegions?sku=FlexConsumption&api-version=2023-12-01`,
  ]);
});

test('asks nothing before a subscription is chosen', async () => {
  const { fake } = await rehearse(preprovision, { AZURE_ENV_NAME: 'test', VNET_ENABLED: 'true' });
  expect(fake.requests).toEqual([]);
});

test('stops where no server is switched on', async () => {
  const off = { DEPLOY_EXTENSION_SERVER: 'false', DEPLOY_SELF_HOSTED_SERVER: 'false' };
  await expect(rehearse(preprovision, { ...chosen, ...off })).rejects.toThrow('switched off');
});

test('warns of servers that anyone may call', async () => {
  const { warned } = await rehearse(preprovision, { ...chosen, AUTH_MODE: 'anonymous' });
  expect(warned).toEqual([expect.stringContaining('anyone on the internet')]);
});

describe('the region', () => {
  test('must have Flex Consumption', async () => {
    const there = { ...chosen, AZURE_LOCATION: 'polandcentral' };
    await expect(rehearse(preprovision, there)).rejects.toThrow(
      'not offered in polandcentral to this subscription. Choose one of eastus2, westeurope',
    );
  });

  test('is found by any of its names', async () => {
    const { warned } = await rehearse(preprovision, chosen, { regions: ['East US 2 (Stage)'] });
    expect(warned).toEqual([]);
  });

  test('is not held against a list that is empty or may not be read', async () => {
    expect((await rehearse(preprovision, chosen, { regions: [] })).warned).toEqual([]);
    const { warned } = await rehearse(preprovision, chosen, { faults: [forbidden] });
    expect(warned).toEqual([
      expect.stringMatching(/^Whether eastus2 has .* not checked: you lack the right/),
    ]);
  });
});

describe('a virtual network', () => {
  test('needs Microsoft.App, which is registered and waited for', async () => {
    const providerStates = ['NotRegistered', 'Registering', 'Registering', 'Registered'];
    const { said, warned, waited, fake } = await rehearse(preprovision, inNetwork, {
      providerStates,
    });
    expect(fake.requests.filter((line) => line.startsWith('POST'))).toHaveLength(1);
    expect(waited).toEqual([5_000, 5_000]);
    expect(said.at(-1)).toContain('is registered');
    expect(warned).toEqual([]);
  });

  test('does not register what is', async () => {
    const { fake, said } = await rehearse(preprovision, inNetwork);
    expect(fake.requests.filter((line) => line.startsWith('POST'))).toEqual([]);
    expect(said).toEqual([]);
  });

  test('is not waited for without end', async () => {
    const state = { providerStates: ['NotRegistered', 'Registering'] };
    const { waited, warned } = await rehearse(preprovision, inNetwork, state);
    expect(waited.reduce((sum, ms) => sum + ms, 0)).toBe(180_000);
    expect(warned).toEqual([expect.stringContaining('still Registering')]);
  });

  test('goes on where the right is missing, and says what to run', async () => {
    const state = { providerStates: ['NotRegistered'], regions: ['eastus2'] };
    const { warned } = await rehearse(preprovision, inNetwork, {
      ...state,
      faults: [{ status: 200, body: { value: [] } }, forbidden],
    });
    expect(warned).toEqual([
      expect.stringMatching(
        /you lack the right.*az provider register --subscription \S+ --namespace Microsoft\.App/,
      ),
    ]);
  });
});
