import {
  type AppRegistration,
  entraAuthSettings,
  type IdentityProvider,
  openGuards,
  provideSignIn,
} from '@side-by-side/local-host';
import { expect, onTestFinished, test } from 'vitest';
import { at, plain, readBicep, readDeclaration } from './support/bicep.ts';

/** What `--auth entra` puts in front of an app is what the template makes on Azure. */

const tenantId = '6f3c1f0e-5f0a-4d38-9b0a-2d1f8d6c7a10';
const issuer = `http://localhost:7073/${tenantId}/v2.0`;
const app = { name: 'extension-server', url: 'http://localhost:7071' };

/** Signs an app in at an identity provider that notes what it is told. */
function provided() {
  const registered: AppRegistration[] = [];
  const signIn = provideSignIn(
    {
      tenantId,
      issuer,
      identityEndpoint: 'http://localhost:7073/msi/token',
      identityHeader: 'a secret',
      register: (registration: AppRegistration) => void registered.push(registration),
    } as IdentityProvider,
    app,
  );
  return { signIn, registration: registered[0]! };
}

/** An expression of Bicep with the names in it replaced by values. @throws Error for a name without one */
function valueOf(expression: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(expression)) return expression.map((item) => valueOf(item, values));
  if (typeof expression === 'object' && expression !== null) {
    if ('union' in expression) {
      const lists = valueOf(expression.union, values) as unknown[][];
      return [...new Set(lists.flat())];
    }
    return Object.fromEntries(
      Object.entries(expression).map(([name, value]) => [
        String(valueOf(`'${name}'`, values)),
        valueOf(value, values),
      ]),
    );
  }
  const text = String(expression);
  if (/^(?:true|false|\d+)$/.test(text)) return JSON.parse(text);
  if (text.startsWith("'")) {
    return text
      .slice(1, -1)
      .replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => String(valueOf(name, values)));
  }
  if (!Object.hasOwn(values, text)) throw new Error(`${text} has no value here.`);
  return values[text];
}

interface Choice {
  readonly yes: unknown;
  readonly no: unknown;
}

const functionApp = 'modules/function-app.bicep';
const registrationFile = 'modules/entra-registration.bicep';
const server = readBicep('main.bicep').find(
  ({ type, value }) =>
    type === functionApp && at(value, 'params', 'serviceName') === "'extension-server'",
)!;
const variable = (file: string, name: string) => plain(readDeclaration(file, name).value);

/** The values of main.bicep for a deployment without settings of the user. */
function mainValues(clientId: string, identifierUri: string): Record<string, unknown> {
  const visualStudioCode = valueOf(variable('main.bicep', 'visualStudioCode'), {});
  const azureCli = valueOf(variable('main.bicep', 'azureCli'), {});
  return {
    extensionClientId: clientId,
    extensionIdentifierUri: identifierUri,
    extensionPublicUrls: [],
    // `union` with what the user lists, which is nothing.
    preAuthorized: [visualStudioCode, azureCli],
    allowedApplications: [visualStudioCode, azureCli],
  };
}

test('the settings of Easy Auth are those of the template, all of them', () => {
  const { no } = plain(at(readDeclaration(functionApp, 'easyAuth').value, 'properties')) as Choice;
  const registration = {
    issuer,
    clientId: 'some-client',
    allowedAudiences: ['some-audience'],
    allowedApplications: ['some-application'],
  };
  const values = {
    issuer,
    credentialSetting: valueOf(variable(functionApp, 'credentialSetting'), {}),
    'auth!.clientId': registration.clientId,
    'auth!.allowedAudiences': registration.allowedAudiences,
    'auth!.allowedApplications': registration.allowedApplications,
  };
  expect(entraAuthSettings(registration)).toEqual(valueOf(no, values));
});

test('audiences and clients that are allowed are those of main.bicep', () => {
  const { signIn } = provided();
  const { yes } = plain(at(server.value, 'params', 'auth')) as Choice;
  const { allowedAudiences, allowedApplications } = yes as Record<string, unknown>;
  const values = mainValues(signIn.clientId, signIn.identifierUri);
  const { validation, registration } =
    signIn.easyAuth.settings.identityProviders!.azureActiveDirectory!;
  expect(registration).toMatchObject({ openIdIssuer: issuer, clientId: signIn.clientId });
  expect(validation!.allowedAudiences).toEqual(valueOf(allowedAudiences, values));
  expect(validation!.defaultAuthorizationPolicy!.allowedApplications).toEqual(
    valueOf(allowedApplications, values),
  );
});

test('the Azure CLI may call unless somebody forbids it', () => {
  expect(variable('main.bicep', 'preAuthorized')).toMatchObject({
    union: [['visualStudioCode'], { if: 'allowAzureCli', yes: ['azureCli'], no: [] }, {}],
  });
  expect(readDeclaration('main.bicep', 'allowAzureCli').value).toBe('true');
});

test('the app settings are those of the template, beside what Azure adds for the managed identity', () => {
  const { signIn, registration } = provided();
  const { no } = variable(functionApp, 'signInSettings') as Choice;
  const values = {
    credentialSetting: valueOf(variable(functionApp, 'credentialSetting'), {}),
    identityClientId: registration.managedIdentityClientId,
    'tenant().tenantId': tenantId,
    'auth!.scopeUri': signIn.identifierUri,
  };
  expect(signIn.env).toEqual({
    ...(valueOf(no, values) as object),
    IDENTITY_ENDPOINT: 'http://localhost:7073/msi/token',
    IDENTITY_HEADER: 'a secret',
  });
});

test('the registration is that of the template', () => {
  const { signIn, registration } = provided();
  const application = readDeclaration(registrationFile, 'application').value;
  const values = { 'tenant().tenantId': tenantId, uniqueName: app.name };
  expect(signIn.identifierUri).toBe(valueOf(variable(registrationFile, 'identifierUri'), values));
  const [scope] = plain(at(application, 'api', 'oauth2PermissionScopes')) as { value: string }[];
  const [role] = plain(at(application, 'appRoles')) as { value: string }[];
  const { union } = plain(at(application, 'web', 'redirectUris')) as { union: string[][] };
  expect(registration).toEqual({
    appId: signIn.clientId,
    displayName: app.name,
    identifierUris: [signIn.identifierUri],
    scopes: [valueOf(scope!.value, {})],
    appRoles: [valueOf(role!.value, {})],
    redirectUris: [
      String(valueOf(union[0]![0], { hostName: 'localhost:7071' })).replace('https:', 'http:'),
    ],
    preAuthorizedClientIds: mainValues('', '')['preAuthorized'],
    managedIdentityClientId: registration.managedIdentityClientId,
  });
});

test('tokens for the app name it by its client id, as those of version 2 do', async () => {
  expect(
    at(
      readDeclaration(registrationFile, 'application').value,
      'api',
      'requestedAccessTokenVersion',
    ),
  ).toBe('2');
  const guards = await openGuards({ mode: 'entra' });
  onTestFinished(() => guards.dispose());
  const { signIn } = guards.of({ ...app, appRoot: '.' });
  const token = await guards.provider!.tokenFor({ resource: signIn!.identifierUri });
  const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  expect(claims).toMatchObject({ aud: signIn!.clientId, ver: '2.0', scp: 'user_impersonation' });
});
