import { expect, test } from 'vitest';
import { HostError } from '../../errors.ts';
import { knownGap, verifies } from '../../testing/verifies.ts';
import type { AuthSettingsV2 } from './auth-settings.ts';
import { readEasyAuthConfig } from './easy-auth-config.ts';
import { platformEnvironment } from './platform-environment.ts';
import { providerWith, settingsFor, withAction } from './testing/front.ts';

verifies('easy-auth.environment', 'easy-auth.off');

const issuer = 'https://login.microsoftonline.com/tenant/v2.0';
const read = (changes: Partial<AuthSettingsV2>) => readEasyAuthConfig(settingsFor(issuer, changes));

test('nulls are like members that are not there', () => {
  const bare = readEasyAuthConfig({
    platform: { enabled: true },
    identityProviders: {
      azureActiveDirectory: { registration: { openIdIssuer: issuer, clientId: 'c' } },
    },
  });
  const nulls = readEasyAuthConfig({
    platform: { enabled: true, runtimeVersion: null },
    globalValidation: { requireAuthentication: null, excludedPaths: null },
    httpSettings: { routes: { apiPrefix: null } },
    identityProviders: {
      azureActiveDirectory: {
        enabled: null,
        registration: { openIdIssuer: issuer, clientId: 'c', clientSecretSettingName: null },
        validation: {
          jwtClaimChecks: null,
          allowedAudiences: null,
          defaultAuthorizationPolicy: null,
        },
      },
    },
    login: null,
  });
  expect(nulls).toEqual(bare);
  expect(bare).toMatchObject({
    action: 'AllowAnonymous',
    apiPrefix: '/.auth',
    logoutPath: '/.auth/logout',
    audiences: ['c'],
    sessionLifetime: 8 * 3_600_000,
    nonceLifetime: 300_000,
    keepsTokens: false,
  });
});

test.each([
  [{ requireAuthentication: true }, 'RedirectToLoginPage'],
  [{ requireAuthentication: false, unauthenticatedClientAction: 'Return401' }, 'AllowAnonymous'],
  [{ unauthenticatedClientAction: 'RETURN401' }, 'Return401'],
  [{}, 'AllowAnonymous'],
])('%o means %s', (globalValidation, action) => {
  expect(read({ globalValidation })?.action).toBe(action);
});

test.each([
  ['no provider', { identityProviders: {} }],
  ['a provider that is off', providerWith(issuer, { enabled: false })],
  ['no client id', providerWith(issuer, { registration: { openIdIssuer: issuer } })],
  ['no issuer', providerWith(issuer, { registration: { clientId: 'c' } })],
  [
    'an issuer without TLS',
    providerWith(issuer, {
      registration: { clientId: 'c', openIdIssuer: 'http://login.example/' },
    }),
  ],
  ...['http://127.0.0.1.evil.example/', 'http://localhost.evil.example/', 'http://1270.0.0.1/'].map(
    (openIdIssuer): [string, Partial<AuthSettingsV2>] => [
      `an issuer that only looks as if it were here, ${openIdIssuer},`,
      providerWith(issuer, { registration: { clientId: 'c', openIdIssuer } }),
    ],
  ),
  ['an action that is unknown', withAction('Return418')],
  ['another provider to go to', { globalValidation: { redirectToProvider: 'google' } }],
  ['a prefix that is no path', { httpSettings: { routes: { apiPrefix: '.auth' } } }],
  ['a time that is none', { login: { cookieExpiration: { timeToExpiration: '8 h' } } }],
] as [string, Partial<AuthSettingsV2>][])('%s is refused, and nothing starts', (_, changes) => {
  const error = (() => {
    try {
      return read(changes);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(HostError);
  expect(error).toMatchObject({ code: 'EASY_AUTH_INVALID' });
});

test('settings that are off need not be complete', () => {
  expect(readEasyAuthConfig({ platform: { enabled: false } })).toBeUndefined();
  expect(readEasyAuthConfig({})).toBeUndefined();
});

test('the app finds a default provider in its environment only where callers are redirected', () => {
  const environment = platformEnvironment(read({})!);
  expect(environment).toEqual({
    WEBSITE_AUTH_ENABLED: 'True',
    WEBSITE_AUTH_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
    WEBSITE_AUTH_OPENID_ISSUER: issuer,
  });
  const redirected = platformEnvironment(read(withAction('RedirectToLoginPage'))!);
  expect(redirected['WEBSITE_AUTH_DEFAULT_PROVIDER']).toBe('AzureActiveDirectory');
});

knownGap('easy-auth.environment-json', () => {
  expect(platformEnvironment(read({})!)).toHaveProperty('WEBSITE_AUTH_V2_CONFIG_JSON');
});
