import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { authModes } from '@side-by-side/azure';
import { packagedApps } from '../../scripts/package/apps.ts';
import { stampHostJson } from '../../scripts/package/host-json.ts';
import extensionHostJson from '../../apps/extension-server/host.json' with { type: 'json' };
import selfHostedHostJson from '../../apps/self-hosted-server/host.json' with { type: 'json' };
import { root } from '../support/repository.ts';
import { azureYaml } from './support/azure-yaml.ts';
import { at, plain, readBicep, readDeclaration } from './support/bicep.ts';

const file = 'modules/function-app.bicep';
const site = readDeclaration(file, 'site').value;
const modules = readBicep('main.bicep').filter(({ kind }) => kind === 'module');
const apps = modules.filter(({ type }) => type === file);
const app = (service: string) =>
  apps.find(({ value }) => at(value, 'params', 'serviceName') === `'${service}'`)!;
const extension = app('extension-server');
const selfHosted = app('self-hosted-server');

/** The settings that only one app has, by name. */
function ownSettings({ value }: (typeof apps)[number]): Record<string, unknown> {
  const { union } = plain(at(value, 'params', 'appSettings')) as { union: unknown[] };
  expect(union[0]).toBe('appSettings');
  return union[1] as Record<string, unknown>;
}

test('each service of azure.yaml is one site, by its tag', () => {
  expect(apps.map(({ value }) => at(value, 'params', 'serviceName'))).toEqual(
    Object.keys(azureYaml.services).map((name) => `'${name}'`),
  );
  expect(plain(at(site, 'tags'))).toEqual({
    union: ['tags', { 'azd-service-name': 'serviceName' }],
  });
});

test('each app has a Flex Consumption plan of its own, and they are made one after the other', () => {
  expect(plain(at(readDeclaration(file, 'plan').value, 'sku'))).toEqual({
    name: "'FC1'",
    tier: "'FlexConsumption'",
  });
  expect(at(site, 'properties', 'serverFarmId')).toBe('plan.id');
  expect(at(extension.value, 'dependsOn')).toEqual(['extensionRoles']);
  expect(at(selfHosted.value, 'dependsOn')).toEqual(['selfHostedRoles', extension.name]);
  const names = ['name', 'planName', 'packageContainerName', 'identityId'] as const;
  for (const name of names) {
    expect(at(extension.value, 'params', name)).not.toBe(at(selfHosted.value, 'params', name));
  }
});

test('names differ early and are short: the host id of an app is its first 32 characters', () => {
  expect(readDeclaration('main.bicep', 'extensionName').value).toContain('}ext-${token}');
  expect(readDeclaration('main.bicep', 'selfHostedName').value).toContain('}self-${token}');
  expect(readDeclaration(file, 'name').decorators).toContain('@maxLength(32)');
});

/**
 * Certificates of a Flex app belong to the app itself, and only where it was made so: an app from before has no way there.
 * @see https://github.com/MicrosoftDocs/azure-docs/pull/128469
 * @see https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code#site-scoped-certificates
 */
test('an app is made so that a custom domain can have a certificate', () => {
  expect(plain(readDeclaration(file, 'certificates').value)).toEqual({
    any: [{ siteScopedCertificatesEnabled: 'true' }],
  });
  expect(readFileSync(join(root, 'infra', file), 'utf8')).toContain('    ...certificates\n');
});

test('Node runs both: Flex has no other image for a custom handler', () => {
  expect(plain(at(site, 'properties', 'functionAppConfig', 'runtime'))).toEqual({
    name: "'node'",
    version: 'nodeVersion',
  });
});

describe('the settings of an app', () => {
  const common = (
    plain(readDeclaration(file, 'settings').value) as { union: Record<string, unknown>[] }
  ).union[2]!;
  const signIn = plain(readDeclaration(file, 'signInSettings').value) as {
    if: string;
    yes: unknown;
    no: Record<string, unknown>;
  };
  const all = [extension, selfHosted].flatMap((one) => Object.keys(ownSettings(one)));
  const names = [...all, ...Object.keys(common), ...Object.keys(signIn.no)];

  test('reach storage and Application Insights with the identity, never with a key', () => {
    expect(common).toEqual({
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: "'ClientId=${identityClientId};Authorization=AAD'",
      APPLICATIONINSIGHTS_CONNECTION_STRING: 'insightsConnectionString',
      AZURE_CLIENT_ID: 'identityClientId',
      AzureWebJobsStorage__blobServiceUri: 'blobEndpoint',
      AzureWebJobsStorage__clientId: 'identityClientId',
      AzureWebJobsStorage__credential: "'managedidentity'",
      MCP_AUTH_MODE: 'authMode',
    });
  });

  test('cannot be overridden by settings of the user', () => {
    const { union } = plain(readDeclaration(file, 'settings').value) as { union: unknown[] };
    expect(union.slice(0, 2)).toEqual(['appSettings', 'signInSettings']);
  });

  test('stand in one place', () => {
    expect(at(site, 'properties', 'siteConfig', 'appSettings')).toBe('settingList');
    const { for: loop } = plain(readDeclaration(file, 'settingList').value) as { for: unknown[] };
    expect(loop[0]).toBe('for setting in items(settings)');
    const configs = readBicep(file).filter(({ type }) => /sites\/config@/.test(type));
    expect(configs.map(({ value }) => at(value, 'name'))).toEqual(["'authsettingsV2'"]);
  });

  test('give the feature flag, in the plural, to the self-hosted server only', () => {
    expect(ownSettings(selfHosted)['AzureWebJobsFeatureFlags']).toBe(
      "'EnableMcpCustomHandlerPreview'",
    );
    expect(ownSettings(extension)).not.toHaveProperty('AzureWebJobsFeatureFlags');
    expect(names).not.toContain('AzureWebJobsFeatureFlag');
  });

  test('give queues to the extension server only', () => {
    const queues = 'AzureWebJobsStorage__queueServiceUri';
    expect(ownSettings(extension)[queues]).toBe('storage.outputs.queueEndpoint');
    expect(ownSettings(selfHosted)).not.toHaveProperty(queues);
  });

  test('give both the place of snippets, and the self-hosted server its origins', () => {
    for (const one of [extension, selfHosted]) {
      expect(ownSettings(one)).toMatchObject({
        SNIPPETS_BLOB_SERVICE_URI: 'storage.outputs.blobEndpoint',
        SNIPPETS_CONTAINER: 'snippets',
      });
      expect(at(one.value, 'params', 'allowedOrigins')).toBe('origins');
    }
    expect(ownSettings(selfHosted)['ALLOWED_ORIGINS']).toEqual({ join: ['origins', "','"] });
  });

  /**
   * One of them, and ARM refuses the whole site: “The following site configuration property (Site.SiteConfig.FtpsState)
   * for Flex Consumption sites is invalid” (51021). Not every region does so yet.
   * @see https://github.com/microsoft/azure-pipelines-tasks/issues/21032
   * @see https://github.com/Azure/terraform-azurerm-avm-res-web-site/pull/345
   */
  test('hold nothing that Flex Consumption forbids', () => {
    const forbidden =
      /^(?:FUNCTIONS_WORKER_RUNTIME|FUNCTIONS_EXTENSION_VERSION|WEBSITE_RUN_FROM_PACKAGE|SCM_DO_BUILD_DURING_DEPLOYMENT|ENABLE_ORYX_BUILD|WEBSITE_CONTENT|WEBSITE_NODE_DEFAULT_VERSION|WEBSITE_MAX_DYNAMIC|WEBSITE_VNET_ROUTE_ALL|AzureWebJobsStorage$|AzureWebJobsDashboard)/;
    expect(names.filter((name) => forbidden.test(name))).toEqual([]);
    expect(Object.keys(plain(at(site, 'properties', 'siteConfig')) as object)).toEqual([
      'minTlsVersion',
      'scmMinTlsVersion',
      'cors',
      'appSettings',
    ]);
  });

  test('tell clients in auth mode entra, and only there, which scope to ask for', () => {
    expect(signIn).toEqual({
      if: 'auth == null',
      yes: {},
      no: {
        '${credentialSetting}': 'identityClientId',
        WEBSITE_AUTH_AAD_ALLOWED_TENANTS: 'tenant().tenantId',
        WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: "'${auth!.scopeUri}/user_impersonation'",
      },
    });
    expect(readDeclaration(file, 'credentialSetting').value).toBe(
      "'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'",
    );
  });
});

describe('Easy Auth', () => {
  const settings = plain(at(readDeclaration(file, 'easyAuth').value, 'properties')) as {
    if: string;
    yes: Record<string, unknown>;
    no: Record<string, unknown>;
  };

  test('is declared in every mode, so that a change of mode switches it off', () => {
    expect(readDeclaration(file, 'easyAuth').condition).toBeUndefined();
    expect(settings.if).toBe('auth == null');
    expect(settings.yes).toMatchObject({ platform: { enabled: 'false' } });
  });

  test('lets nobody pass without a token of a client that is allowed', () => {
    expect(settings.no).toMatchObject({
      platform: { enabled: 'true', runtimeVersion: "'~1'" },
      globalValidation: {
        requireAuthentication: 'true',
        unauthenticatedClientAction: "'Return401'",
      },
      identityProviders: {
        azureActiveDirectory: {
          enabled: 'true',
          registration: {
            clientId: 'auth!.clientId',
            clientSecretSettingName: 'credentialSetting',
          },
          validation: {
            allowedAudiences: 'auth!.allowedAudiences',
            defaultAuthorizationPolicy: { allowedApplications: 'auth!.allowedApplications' },
          },
        },
      },
      login: { tokenStore: { enabled: 'true' } },
    });
    expect(JSON.stringify(settings.no)).not.toMatch(/excludedPaths|disableWWWAuthenticate/);
  });

  test.each(authModes)('and the gates of the host fit each other in auth mode %s', (mode) => {
    // Sign-in is on exactly where the mode is entra …
    for (const { value } of apps) {
      expect(at(value, 'params', 'authMode')).toBe('authMode');
      expect(at(value, 'params', 'auth')).toMatchObject({
        condition: 'usesEntra',
        no: 'null',
      });
    }
    expect(readDeclaration('main.bicep', 'usesEntra').value).toBe("authMode == 'entra'");
    // … and the host asks for a key exactly where the mode is key.
    const [forExtension, forSelfHosted] = packagedApps;
    const level = mode === 'key' ? ['System', 'function'] : ['Anonymous', 'anonymous'];
    expect(stampHostJson(extensionHostJson, mode, forExtension!)).toMatchObject({
      extensions: { mcp: { system: { webhookAuthorizationLevel: level[0] } } },
    });
    expect(stampHostJson(selfHostedHostJson, mode, forSelfHosted!)).toMatchObject({
      customHandler: { http: { DefaultAuthorizationLevel: level[1] } },
    });
  });

  test.each([
    ['extension', extension],
    ['selfHosted', selfHosted],
  ] as const)('knows the audiences and clients of %s', (prefix, { value }) => {
    expect(plain(at(value, 'params', 'auth'))).toMatchObject({
      yes: {
        clientId: `${prefix}ClientId`,
        scopeUri: {
          if: `empty(${prefix}PublicUrl)`,
          yes: `${prefix}IdentifierUri`,
          no: `${prefix}PublicUrl`,
        },
        allowedAudiences: {
          union: [[`${prefix}ClientId`, `${prefix}IdentifierUri`], `${prefix}PublicUrls`],
        },
        allowedApplications: { union: [[`${prefix}ClientId`], 'allowedApplications'] },
      },
    });
  });
});

test('children of a site are made one after the other: at once they end in 409', () => {
  const after = (name: string) => {
    const { value } = readDeclaration(file, name);
    return (plain(value) as { dependsOn?: unknown }).dependsOn;
  };
  expect([after('ftp'), after('scm'), after('easyAuth')]).toEqual([undefined, ['ftp'], ['scm']]);
});
