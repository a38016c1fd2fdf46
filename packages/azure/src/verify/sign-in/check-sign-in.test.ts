import { describe, expect, test } from 'vitest';
import type { AuthSettings, EntraSettings } from '../../arm/auth-settings.ts';
import { hideValues } from '../../arm/secret.ts';
import { visualStudioCode } from '../../known-clients.ts';
import { checkSignIn } from './check-sign-in.ts';
import { sampleSubject } from '../testing/sample-subject.ts';

const tenantId = '00000000-0000-0000-0000-0000000000bb';
const url = sampleSubject().server.url.href;
const signIn = { tenantId, clientId: 'client', identifierUri: 'api://x/func-ext' };
const entra: EntraSettings = {
  openIdIssuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
  clientId: 'client',
  clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID',
  allowedAudiences: ['api://x/func-ext'],
  allowedApplications: [visualStudioCode.toUpperCase()],
};
const auth: AuthSettings = {
  enabled: true,
  requireAuthentication: true,
  unauthenticatedClientAction: 'Return401',
  excludedPaths: [],
  runtimeVersion: '~1',
  entra,
};
const settings: Record<string, string> = {
  MCP_AUTH_MODE: 'entra',
  WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: 'api://x/func-ext/user_impersonation',
  WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenantId,
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: 'identity',
};

interface Change {
  readonly auth?: Partial<AuthSettings>;
  readonly entra?: Partial<EntraSettings>;
  readonly settings?: Record<string, string>;
  readonly signIn?: typeof signIn | null;
  /** Whether the environment says which tenant it is. @default true */
  readonly knowsTenant?: boolean;
}

function problems(change: Change = {}): readonly (string | undefined)[] {
  const known = change.signIn === null ? {} : { signIn: change.signIn ?? signIn };
  const subject = sampleSubject(
    { authMode: 'entra', ...known },
    {
      authMode: 'entra',
      provisionedAuthMode: 'entra',
      tenantId: change.knowsTenant === false ? undefined : tenantId,
    },
  );
  return checkSignIn(subject, {
    settings: { ok: true, value: hideValues({ ...settings, ...change.settings }) },
    auth: {
      ok: true,
      value: { ...auth, entra: { ...entra, ...change.entra }, ...change.auth },
    },
    functions: { ok: true, value: [] },
  })
    .filter(({ outcome }) => outcome !== 'ok')
    .map(({ outcome, known: id }) => `${outcome} ${id}`);
}

test('Easy Auth as the infrastructure has it is right', () => {
  expect(problems()).toEqual([]);
});

describe('is wrong with', () => {
  test.each<[string, Change, string[]]>([
    ['it off', { auth: { enabled: false } }, ['failed easy-auth-off']],
    [
      'it off, whatever else is wrong then',
      {
        auth: { enabled: false, entra: undefined },
        settings: { WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: '' },
      },
      ['failed easy-auth-off'],
    ],
    [
      'no sign-in required',
      { auth: { requireAuthentication: false } },
      ['failed easy-auth-lets-through'],
    ],
    [
      'callers let through',
      { auth: { unauthenticatedClientAction: 'AllowAnonymous' } },
      ['failed easy-auth-lets-through'],
    ],
    [
      'a redirect',
      { auth: { unauthenticatedClientAction: 'RedirectToLoginPage' } },
      ['failed easy-auth-action'],
    ],
    [
      'no action',
      { auth: { unauthenticatedClientAction: undefined } },
      ['failed easy-auth-action'],
    ],
    [
      'its path excluded',
      { auth: { excludedPaths: ['', '/other', '/runtime/*'] } },
      ['failed easy-auth-lets-through'],
    ],
    [
      'all excluded that begins alike',
      { auth: { excludedPaths: ['/runtime*'] } },
      ['failed easy-auth-lets-through'],
    ],
    [
      'its path excluded in other letters',
      { auth: { excludedPaths: ['/Runtime/webhooks/MCP'] } },
      ['failed easy-auth-lets-through'],
    ],
    [
      'other paths excluded',
      { auth: { excludedPaths: ['', '/', '/other', '/runtime', '/run/*'] } },
      [],
    ],
    [
      'no Entra ID',
      { auth: { entra: undefined } },
      ['failed wrong-tenant', 'hint sign-in-credential'],
    ],
    [
      'another issuer',
      { entra: { openIdIssuer: 'https://login.microsoftonline.com/other/v2.0' } },
      ['failed wrong-tenant'],
    ],
    [
      'another issuer, where no registration is known',
      { signIn: null, entra: { openIdIssuer: 'https://login.microsoftonline.com/other/v2.0' } },
      ['failed wrong-tenant'],
    ],
    [
      'an issuer of version 1',
      { entra: { openIdIssuer: `https://sts.windows.net/${tenantId}/` } },
      ['failed issuer-not-v2'],
    ],
    [
      'an issuer with a slash behind it',
      { entra: { openIdIssuer: `https://login.microsoftonline.com/${tenantId}/v2.0/` } },
      [],
    ],
    ['no audience but the client', { entra: { allowedAudiences: [] } }, ['failed wrong-audience']],
    ['another client', { entra: { clientId: 'other' } }, ['failed wrong-audience']],
    ['a registration that is not known', { signIn: null, entra: { clientId: 'other' } }, []],
    [
      'every client let in',
      { entra: { allowedApplications: undefined } },
      ['hint every-client-allowed'],
    ],
    ['no client let in', { entra: { allowedApplications: [] } }, ['failed client-not-allowed']],
    ['VS Code kept out', { entra: { allowedApplications: ['a'] } }, ['failed client-not-allowed']],
    [
      'no scope',
      { settings: { WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: '' } },
      ['failed no-scope-setting'],
    ],
    [
      'a scope of another',
      { settings: { WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: 'api://y/user_impersonation' } },
      ['failed scope-of-another-application'],
    ],
    [
      'the scope of an address on a domain of the tenant',
      { settings: { WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: `${url}/user_impersonation` } },
      [],
    ],
    [
      'a scope beside others',
      {
        settings: {
          WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: 'openid, API://x/func-ext/user_impersonation',
        },
      },
      [],
    ],
    [
      'another tenant allowed',
      { settings: { WEBSITE_AUTH_AAD_ALLOWED_TENANTS: 'other' } },
      ['failed wrong-tenant'],
    ],
    [
      'its tenant allowed beside others',
      { settings: { WEBSITE_AUTH_AAD_ALLOWED_TENANTS: `other, ${tenantId.toUpperCase()}` } },
      [],
    ],
    [
      'another tenant than that of the registration',
      { knowsTenant: false, settings: { WEBSITE_AUTH_AAD_ALLOWED_TENANTS: 'other' } },
      ['failed wrong-tenant'],
    ],
    [
      'an issuer of another tenant than that of the registration',
      {
        knowsTenant: false,
        entra: { openIdIssuer: 'https://login.microsoftonline.com/other/v2.0' },
      },
      ['failed wrong-tenant'],
    ],
    ['no tenants named', { settings: { WEBSITE_AUTH_AAD_ALLOWED_TENANTS: '' } }, []],
    [
      'another credential',
      { entra: { clientSecretSettingName: 'MY_SECRET' } },
      ['hint sign-in-credential'],
    ],
    [
      'an empty credential',
      { settings: { OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: '' } },
      ['hint sign-in-credential'],
    ],
    ['another stamp', { settings: { MCP_AUTH_MODE: 'key' } }, ['failed auth-mode-setting']],
  ])('%s', (_, change, expected) => {
    expect(problems(change)).toEqual(expected);
  });
});

test.each([
  [
    [],
    'no client is let in: its list is empty, which Azure was seen to take so, or its two lists have none in common.',
  ],
  [['a'], 'VS Code is not let in.'],
])('tells an empty list of clients from one without VS Code: %j', (allowedApplications, says) => {
  const subject = sampleSubject({ authMode: 'entra', signIn }, { authMode: 'entra', tenantId });
  const lines = checkSignIn(subject, {
    settings: { ok: true, value: hideValues(settings) },
    auth: { ok: true, value: { ...auth, entra: { ...entra, allowedApplications } } },
    functions: { ok: true, value: [] },
  });
  expect(lines.find(({ known }) => known === 'client-not-allowed')?.message).toContain(says);
});

test('a stamp that is no auth mode is not told', () => {
  const subject = sampleSubject();
  const [line] = checkSignIn(subject, {
    settings: { ok: true, value: hideValues({ MCP_AUTH_MODE: 's3cret' }) },
    auth: { ok: true, value: { ...auth, enabled: false } },
    functions: { ok: true, value: [] },
  });
  expect(line?.message).toContain('MCP_AUTH_MODE is no auth mode');
  expect(JSON.stringify(line)).not.toContain('s3cret');
});
