import { describe, expect, test } from 'vitest';
import type { AuthSettings, EntraSettings } from '../../arm/auth-settings.ts';
import { hideValues } from '../../arm/secret.ts';
import { sampleSubject } from '../testing/sample-subject.ts';
import type { Claims } from './claims.ts';
import { explainKeyRefusal, explainTokenRefusal } from './explain-refusal.ts';

const claims: Claims = {
  audience: 'api://x',
  issuer: 'https://login.microsoftonline.com/tenant/v2.0',
  version: '2.0',
  client: 'azd',
  tenant: 'tenant',
};
const entra: EntraSettings = {
  openIdIssuer: 'https://login.microsoftonline.com/tenant/v2.0',
  clientId: 'client',
  clientSecretSettingName: undefined,
  allowedAudiences: ['api://x'],
  allowedApplications: ['AZD'],
};
const easyAuth = { 'www-authenticate': 'Bearer realm="x"' };

interface Given {
  readonly claims?: Partial<Claims>;
  readonly entra?: Partial<EntraSettings>;
  readonly tenants?: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly opensWithKey?: boolean;
  readonly unread?: boolean;
}

function explain(given: Given) {
  const { status = 401, headers = easyAuth, opensWithKey, tenants = '', unread } = given;
  const value: AuthSettings = {
    enabled: true,
    requireAuthentication: true,
    unauthenticatedClientAction: 'Return401',
    excludedPaths: [],
    runtimeVersion: undefined,
    entra: { ...entra, ...given.entra },
  };
  return explainTokenRefusal(
    sampleSubject(),
    {
      auth: unread ? { ok: false, reason: '' } : { ok: true, value },
      settings: { ok: true, value: hideValues({ WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenants }) },
      functions: { ok: true, value: [] },
    },
    { status, headers: new Headers(headers), body: '' },
    { ...claims, ...given.claims },
    opensWithKey,
  );
}

describe('a token is refused', () => {
  test.each<[string, Given, string]>([
    ['alone, and not with a key', { opensWithKey: true }, 'levels-at-default'],
    ['by the issuer', { claims: { tenant: 'other' } }, 'wrong-tenant'],
    ['by the tenants', { tenants: 'other, another' }, 'wrong-tenant'],
    ['by none of the tenants', { tenants: 'other, TENANT' }, 'token-refused'],
    ['as it is of version 1', { claims: { version: '1.0' } }, 'issuer-not-v2'],
    [
      'as the issuer is of version 1',
      { entra: { openIdIssuer: 'https://sts.windows.net/tenant/' } },
      'issuer-not-v2',
    ],
    ['as it is for another', { claims: { audience: 'api://y' } }, 'wrong-audience'],
    ['not for the client id', { claims: { audience: 'client' } }, 'token-refused'],
    ['as its client is none of those', { claims: { client: 'other' } }, 'client-not-allowed'],
    ['as no client is let in', { entra: { allowedApplications: [] } }, 'client-not-allowed'],
    ['not where all clients are', { entra: { allowedApplications: undefined } }, 'token-refused'],
    ['by the host behind Easy Auth', { headers: {} }, 'levels-at-default'],
    ['with 403, although all is right', { status: 403 }, 'levels-at-default'],
    ['by settings that nobody may read', { status: 403, unread: true }, 'token-refused'],
  ])('%s', (_, given, known) => {
    expect(explain(given).known).toBe(known);
  });

  test('and its client is named where that is why', () => {
    expect(explain({ claims: { client: 'a;b' } }).names).toEqual({ caller: "'a;b'" });
  });
});

test.each([
  ['key', {}, 'key-refused'],
  ['anonymous', {}, 'key-wanted'],
  ['key', easyAuth, 'easy-auth-unwanted'],
] as const)('in auth mode %s, with %j: %s', (authMode, headers, known) => {
  const answer = { status: 401, headers: new Headers(headers), body: '' };
  expect(explainKeyRefusal(answer, authMode)).toEqual({ known });
});
