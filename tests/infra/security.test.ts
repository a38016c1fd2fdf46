import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/repository.ts';
import { at, plain, readBicep, readDeclaration } from './support/bicep.ts';

const files = [
  'main.bicep',
  ...readdirSync(join(root, 'infra/modules')).map((name) => `modules/${name}`),
];
const read = (file: string): string => readFileSync(join(root, 'infra', file), 'utf8');

describe.each(files)('infra/%s', (file) => {
  const source = read(file);

  test('has no secret and asks for no key', () => {
    expect(source).not.toMatch(
      /\blist(?:Keys|Secrets|AccountSas|ServiceSas|Cfg)?\w*\(|\.list\w+\(/,
    );
    expect(source).not.toMatch(/AccountKey=|SharedAccess|sig=|passwordCredentials|@secure/i);
    expect(source).not.toMatch(/clientSecret(?!SettingName: credentialSetting)/);
  });

  test('declares plain resources, Graph in one file only', () => {
    expect(source).not.toMatch(/'br[:/]/);
    expect(/^extension /m.test(source)).toBe(file === 'modules/entra-registration.bicep');
    expect(source.includes("'Microsoft.Graph/")).toBe(file === 'modules/entra-registration.bicep');
  });
});

test('storage has no keys and nothing public', () => {
  expect(
    plain(at(readDeclaration('modules/storage.bicep', 'account').value, 'properties')),
  ).toMatchObject({
    allowBlobPublicAccess: 'false',
    allowSharedKeyAccess: 'false',
    minimumTlsVersion: "'TLS1_2'",
    supportsHttpsTrafficOnly: 'true',
    publicNetworkAccess: { if: 'privateAccessOnly', yes: "'Disabled'", no: "'Enabled'" },
  });
});

test('Application Insights takes logs from identities only', () => {
  const insights = readDeclaration('modules/monitoring.bicep', 'insights').value;
  expect(at(insights, 'properties', 'DisableLocalAuth')).toBe('true');
});

test('sites speak TLS 1.2 only, without passwords for publishing', () => {
  const file = 'modules/function-app.bicep';
  const site = readDeclaration(file, 'site').value;
  expect(at(site, 'properties', 'httpsOnly')).toBe('true');
  expect(plain(at(site, 'properties', 'siteConfig'))).toMatchObject({
    minTlsVersion: "'1.2'",
    scmMinTlsVersion: "'1.2'",
  });
  for (const name of ['ftp', 'scm']) {
    const policy = readDeclaration(file, name);
    expect(policy.type).toContain('/basicPublishingCredentialsPolicies@');
    expect(at(policy.value, 'name')).toBe(`'${name}'`);
    expect(at(policy.value, 'properties', 'allow')).toBe('false');
  }
});

describe('roles', () => {
  const file = 'modules/roles.bicep';
  const assignments = readBicep(file).filter(({ type }) => type.includes('/roleAssignments@'));

  test('are these, by the ids that Azure has for them', () => {
    expect(plain(readDeclaration(file, 'roles').value)).toEqual({
      storageBlobDataOwner: "'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'",
      storageBlobDataContributor: "'ba92f5b4-2d11-453d-a403-e96b0029c9fe'",
      storageQueueDataContributor: "'974c5e8b-45b9-4653-ba55-5f855dd0fb88'",
      monitoringMetricsPublisher: "'3913510d-42f4-4e42-8a64-420c390055eb'",
    });
  });

  test('reach no further than they must', () => {
    const scopes = assignments.map(({ name, value, condition }) => [
      name,
      at(value, 'scope'),
      /roles\.(\w+)/.exec(JSON.stringify(plain(at(value, 'properties', 'roleDefinitionId'))))?.[1],
      condition,
    ]);
    expect(scopes).toEqual([
      ['blobOwner', 'account', 'storageBlobDataOwner', undefined],
      ['snippetContributor', 'account::blobs::snippets', 'storageBlobDataContributor', undefined],
      ['queueContributor', 'account', 'storageQueueDataContributor', 'needsQueues'],
      ['metricsPublisher', 'insights', 'monitoringMetricsPublisher', undefined],
    ]);
  });

  test('are named by whom they are for, and say what that is', () => {
    for (const { value } of assignments) {
      expect(at(value, 'properties', 'principalId')).toBe('principalId');
      expect(at(value, 'properties', 'principalType')).toBe('principalType');
      const { guid } = plain(at(value, 'name')) as { guid: string[] };
      const role = JSON.stringify(plain(at(value, 'properties', 'roleDefinitionId')));
      expect(guid[1]).toBe('principalId');
      expect(role).toContain(guid[2]);
    }
    expect(readDeclaration(file, 'principalType').value).toBe("'ServicePrincipal'");
  });

  test('are given to the identity of each app, queues to the extension server alone', () => {
    const calls = readBicep('main.bicep').filter(({ type }) => type === file);
    const given = calls.map(({ name, value, condition }) => [
      name,
      condition,
      at(value, 'params', 'principalId'),
      at(value, 'params', 'needsQueues'),
    ]);
    expect(given).toEqual([
      // Nobody who deploys has a role unless asked for.
      ['deployerRoles', 'grantDeployerDataAccess && !empty(principalId)', 'principalId', 'true'],
      ['extensionRoles', 'deployExtensionServer', 'extensionIdentity!.outputs.principalId', 'true'],
      [
        'selfHostedRoles',
        'deploySelfHostedServer',
        'selfHostedIdentity!.outputs.principalId',
        'false',
      ],
    ]);
  });
});

describe('a registration', () => {
  const file = 'modules/entra-registration.bicep';
  const application = readDeclaration(file, 'application').value;

  test('is of this tenant alone, by a URI that strict tenants allow', () => {
    expect(at(application, 'signInAudience')).toBe("'AzureADMyOrg'");
    expect(readDeclaration(file, 'identifierUri').value).toBe(
      "'api://${tenant().tenantId}/${uniqueName}'",
    );
    expect(plain(at(application, 'api'))).toMatchObject({
      requestedAccessTokenVersion: '2',
      oauth2PermissionScopes: [{ value: "'user_impersonation'", type: "'User'" }],
    });
  });

  test('proves itself with the identity of the app', () => {
    expect(plain(readDeclaration(file, 'credential').value)).toMatchObject({
      name: "'${application.uniqueName}/managed-identity'",
      audiences: ["'api://AzureADTokenExchange'"],
      subject: 'managedIdentityPrincipalId',
    });
  });

  test('takes browsers back to its own site', () => {
    expect(plain(at(application, 'web', 'redirectUris'))).toEqual({
      union: [["'https://${hostName}/.auth/login/aad/callback'"], 'additionalRedirectUris'],
    });
  });

  test('is made only in auth mode entra, and where none is given', () => {
    const value = (name: string) => readDeclaration('main.bicep', name).value;
    expect(value('registersExtension')).toBe(
      'usesEntra && deployExtensionServer && empty(extensionAuthClientId)',
    );
    expect(value('registersSelfHosted')).toBe(
      'usesEntra && deploySelfHostedServer && empty(selfHostedAuthClientId)',
    );
    const made = readBicep('main.bicep').filter(({ type }) => type === file);
    expect(made.map(({ condition }) => condition)).toEqual([
      'registersExtension',
      'registersSelfHosted',
    ]);
  });

  test('lets VS Code in, and the Azure CLI unless switched off', () => {
    expect(readDeclaration('main.bicep', 'visualStudioCode').value).toBe(
      "'aebc6443-996d-45c2-90f0-388ff96faa56'",
    );
    expect(readDeclaration('main.bicep', 'azureCli').value).toBe(
      "'04b07795-8ddb-461a-bbee-02f9e1bf7b46'",
    );
    const { union } = plain(readDeclaration('main.bicep', 'preAuthorized').value) as {
      union: unknown[];
    };
    expect(union.slice(0, 2)).toEqual([
      ['visualStudioCode'],
      { if: 'allowAzureCli', yes: ['azureCli'], no: [] },
    ]);
    const made = readBicep('main.bicep').filter(({ type }) => type === file);
    for (const { value } of made) {
      expect(at(value, 'params', 'preAuthorizedClientIds')).toBe('preAuthorized');
    }
    expect(
      JSON.stringify(plain(readDeclaration('main.bicep', 'allowedApplications').value)),
    ).toContain('"union":["preAuthorized"');
  });
});
