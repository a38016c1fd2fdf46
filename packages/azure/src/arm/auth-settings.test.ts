import { expect, test } from 'vitest';
import { useFakeResourceManager } from '../testing/index.ts';
import { readAuthSettings, signInOf } from './auth-settings.ts';

const app = { resourceGroup: 'rg-test', name: 'func-ext-abc' };

test('what is set is read, and what sign-in needs found in it', async () => {
  const { arm, apps } = await useFakeResourceManager();
  const result = await readAuthSettings(arm, app);
  expect(result).toMatchObject({
    ok: true,
    value: {
      enabled: true,
      requireAuthentication: true,
      unauthenticatedClientAction: 'Return401',
      excludedPaths: [],
      runtimeVersion: '~1',
      entra: { clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID' },
    },
  });
  expect(result.ok && signInOf(result.value)).toEqual({
    tenantId: '00000000-0000-0000-0000-0000000000bb',
    clientId: '00000000-0000-0000-0000-000000000102',
    identifierUri: 'api://00000000-0000-0000-0000-0000000000bb/func-ext-abc',
  });
  apps[0].auth = { platform: null, identityProviders: { azureActiveDirectory: null } };
  const off = await readAuthSettings(arm, app);
  expect(off).toMatchObject({ ok: true, value: { enabled: false, entra: undefined } });
  expect(off.ok && signInOf(off.value)).toBeUndefined();
});

test('what nobody set up is off', async () => {
  const { arm, apps } = await useFakeResourceManager('key');
  // It says that Entra is on, as it says of every provider.
  expect(apps[0].auth.identityProviders.azureActiveDirectory.enabled).toBe(true);
  const value = { enabled: false, entra: undefined };
  expect(await readAuthSettings(arm, app)).toMatchObject({ ok: true, value });
  apps[0].auth = { platform: { enabled: false } };
  expect(await readAuthSettings(arm, app)).toMatchObject({ ok: true, value });
});

test('clients are read from the older place too, and an empty list is not an absent one', async () => {
  const { arm, apps } = await useFakeResourceManager();
  const entra = apps[0].auth.identityProviders.azureActiveDirectory;
  entra.validation.jwtClaimChecks = { allowedClientApplications: ['a'] };
  for (const policy of [null, {}, { allowedPrincipals: {}, allowedApplications: [] }]) {
    entra.validation.defaultAuthorizationPolicy = policy;
    expect(await readAuthSettings(arm, app)).toMatchObject({
      value: { entra: { allowedApplications: ['a'] } },
    });
  }
  entra.validation.defaultAuthorizationPolicy = null;
  entra.validation.jwtClaimChecks = { allowedClientApplications: [] };
  const empty = await readAuthSettings(arm, app);
  expect(empty.ok && empty.value.entra?.allowedApplications).toEqual([]);
  entra.validation.jwtClaimChecks = {};
  for (const [policy, allowed] of [
    [{}, undefined],
    [{ allowedApplications: [] }, []],
  ] as const) {
    entra.validation.defaultAuthorizationPolicy = policy;
    const result = await readAuthSettings(arm, app);
    expect(result.ok && result.value.entra?.allowedApplications).toEqual(allowed);
  }
});

test.each([
  [
    ['A', 'b', 'd'],
    ['c', 'a', 'D'],
    ['A', 'd'],
  ],
  [['a'], ['b'], []],
])(
  'where both places have clients a client must be in both: %j and %j',
  async (newer, older, both) => {
    const { arm, apps } = await useFakeResourceManager();
    const { validation } = apps[0].auth.identityProviders.azureActiveDirectory;
    validation.defaultAuthorizationPolicy = { allowedApplications: newer };
    validation.jwtClaimChecks = { allowedClientApplications: older };
    expect(await readAuthSettings(arm, app)).toMatchObject({
      value: { entra: { allowedApplications: both } },
    });
  },
);

test.each([true, undefined, null, false])(
  'an identity provider is there unless it is off: %s',
  async (enabled) => {
    const { arm, apps } = await useFakeResourceManager();
    apps[0].auth.identityProviders.azureActiveDirectory.enabled = enabled;
    const result = await readAuthSettings(arm, app);
    expect(result.ok && result.value.entra !== undefined).toBe(enabled !== false);
  },
);

test('without a tenant in the issuer nobody knows where to sign in', async () => {
  const { arm, apps } = await useFakeResourceManager();
  const { registration } = apps[0].auth.identityProviders.azureActiveDirectory;
  for (const issuer of ['https://idp.example/v2.0', null]) {
    registration.openIdIssuer = issuer;
    const result = await readAuthSettings(arm, app);
    expect(result).toMatchObject({
      ok: true,
      value: { entra: { openIdIssuer: issuer ?? undefined } },
    });
    expect(result.ok && signInOf(result.value)).toBeUndefined();
  }
});
