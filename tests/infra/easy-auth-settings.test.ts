import { entraAuthSettings } from '@side-by-side/local-host';
import { expect, test } from 'vitest';
import { at, plain, readDeclaration } from './support/bicep.ts';

/** The local host runs the apps behind the very settings that the template gives them on Azure. */

const file = 'modules/function-app.bicep';

/** What the references of the module stand for here. */
const given: Readonly<Record<string, unknown>> = {
  'auth!.clientId': 'client-id',
  'auth!.allowedAudiences': ['client-id', 'api://tenant/app'],
  'auth!.allowedApplications': ['client-id', 'vs-code'],
  'auth!.scopeUri': 'api://tenant/app',
  'environment().authentication.loginEndpoint': 'https://login.microsoftonline.com/',
  'tenant().tenantId': 'tenant',
  identityClientId: 'identity-client-id',
};

/** Plain data with each literal and each reference resolved. @throws Error for a reference that is unknown here. */
function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [interpolate(key), resolve(member)]),
    );
  }
  const text = String(value).trim();
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^\d+$/.test(text)) return Number(text);
  return text.startsWith("'") ? interpolate(text.slice(1, -1)) : referred(text);
}

function interpolate(text: string): string {
  return text.replaceAll(/\$\{([^}]*)\}/g, (_, reference: string) => String(referred(reference)));
}

function referred(reference: string): unknown {
  if (Object.hasOwn(given, reference)) return given[reference];
  const declaration = readDeclaration(file, reference);
  if (declaration.kind !== 'var') throw new Error(`${reference} has no value in this test.`);
  return resolve(plain(declaration.value));
}

/** Both sides of a choice on `auth == null`. */
function choice(value: unknown): { off: unknown; on: unknown } {
  const { if: condition, yes, no } = value as { if: string; yes: unknown; no: unknown };
  expect(condition).toBe('auth == null');
  return { off: resolve(yes), on: resolve(no) };
}

const properties = choice(plain(at(readDeclaration(file, 'easyAuth').value, 'properties')));

test('entraAuthSettings makes the object that the template sets', () => {
  const settings = entraAuthSettings({
    issuer: 'https://login.microsoftonline.com/tenant/v2.0',
    clientId: 'client-id',
    allowedAudiences: ['client-id', 'api://tenant/app'],
    allowedApplications: ['client-id', 'vs-code'],
  });
  expect(settings).toStrictEqual(properties.on);
});

test('in the other modes the template leaves built-in authentication off', () => {
  expect(properties.off).toMatchObject({ platform: { enabled: false } });
});

test('the template sets the app settings that built-in authentication reads', () => {
  const settings = choice(plain(readDeclaration(file, 'signInSettings').value));
  expect(settings.on).toEqual({
    OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: 'identity-client-id',
    WEBSITE_AUTH_AAD_ALLOWED_TENANTS: 'tenant',
    WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: 'api://tenant/app/user_impersonation',
  });
});
