import { entraAuthSettings } from '@side-by-side/local-host';
import { azureCli, visualStudioCode } from '../../known-clients.ts';
import type { AuthMode, ServiceName } from '../../server.ts';
import { type Json, readFixture } from './fixture.ts';
import { withDefaults } from './with-defaults.ts';

/** A function app that the fake serves. Tests may change any of it, before or after the fake has started. */
export interface FakeApp {
  readonly service: ServiceName;
  readonly name: string;
  /** What fills the placeholders of the fixtures. */
  readonly values: Readonly<Record<string, string>>;
  /** The whole body of `GET …/sites/{name}`. */
  site: Json;
  settings: Record<string, string>;
  keys: {
    masterKey: string;
    functionKeys: Record<string, string>;
    systemKeys: Record<string, string>;
  };
  /** The properties of authsettingsV2: what the Bicep sets, and what App Service adds. */
  auth: Json;
  /** Names of functions, with the trigger of each. */
  functions: Record<string, string>;
  /** The properties of each deployment status. */
  deployments: Json[];
  /** Totals of each hour, by the name of the metric. */
  metrics: Record<string, number[]>;
}

export const subscriptionId = '00000000-0000-0000-0000-0000000000aa';
export const tenantId = '00000000-0000-0000-0000-0000000000bb';
export const environmentName = 'test';
export const resourceGroup = 'rg-test';

/** What differs between the services; the rest is the same Bicep module. */
const services = {
  'extension-server': {
    name: 'func-ext-abc',
    plan: 'plan-ext-abc',
    packages: 'https://stabc.blob.core.windows.net/app-package-extension',
    identity: 'id-ext-abc',
    client: '00000000-0000-0000-0000-000000000101',
    registration: '00000000-0000-0000-0000-000000000102',
    principal: '00000000-0000-0000-0000-000000000103',
    settings: { AzureWebJobsStorage__queueServiceUri: 'https://stabc.queue.core.windows.net' },
    functions: { hello: 'mcpToolTrigger' },
    systemKeys: { mcp_extension: 'the-system-key-of-the-extension-server' },
  },
  'self-hosted-server': {
    name: 'func-self-abc',
    plan: 'plan-self-abc',
    packages: 'https://stabc.blob.core.windows.net/app-package-self-hosted',
    identity: 'id-self-abc',
    client: '00000000-0000-0000-0000-000000000201',
    registration: '00000000-0000-0000-0000-000000000202',
    principal: '00000000-0000-0000-0000-000000000203',
    settings: { AzureWebJobsFeatureFlags: 'EnableMcpCustomHandlerPreview', ALLOWED_ORIGINS: '' },
    functions: { 'http-handler1': 'httpTrigger' },
    systemKeys: {},
  },
} as const;

const credentialSetting = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID';

/**
 * An app as infra/main.bicep makes it and a first deployment leaves it.
 * @param name another name than that of the one deployment
 */
export function fakeApp(
  service: ServiceName,
  authMode: AuthMode,
  name: string = services[service].name,
): FakeApp {
  const it = services[service];
  const identity = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${it.identity}`;
  const values = {
    subscription: subscriptionId,
    tenant: tenantId,
    group: resourceGroup,
    environment: environmentName,
    service,
    name,
    plan: it.plan,
    packages: it.packages,
    identity,
    // Azure keeps an id that it is given, and spells its own in this way.
    identityKey: identity.replace('/resourceGroups/', '/resourcegroups/'),
    client: it.client,
    principal: it.principal,
  };
  return {
    service,
    name,
    values,
    site: readFixture('site', values),
    settings: appSettings(service, authMode),
    keys: {
      masterKey: `the-master-key-of-${service}`,
      functionKeys: { default: `the-default-key-of-${service}` },
      systemKeys: { ...it.systemKeys },
    },
    auth: withDefaults(
      readFixture('auth-settings', values).properties,
      // The tests change it: it must be each app's own.
      structuredClone(authMode === 'entra' ? signInSettings(service) : noSignIn) as Json,
    ),
    functions: { ...it.functions },
    deployments: [{}],
    metrics: {
      OnDemandFunctionExecutionCount: [10, 5],
      OnDemandFunctionExecutionUnits: [2_048_000, 1_024_000],
      AlwaysReadyFunctionExecutionCount: [],
      AlwaysReadyFunctionExecutionUnits: [],
      AlwaysReadyUnits: [],
    },
  };
}

/** The Application ID URI of a server's registration. */
export function identifierUri(service: ServiceName): string {
  return `api://${tenantId}/${services[service].name}`;
}

function appSettings(service: ServiceName, authMode: AuthMode): Record<string, string> {
  const { client, settings } = services[service];
  return {
    ...settings,
    SNIPPETS_BLOB_SERVICE_URI: 'https://stabc.blob.core.windows.net',
    SNIPPETS_CONTAINER: 'snippets',
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: `ClientId=${client};Authorization=AAD`,
    APPLICATIONINSIGHTS_CONNECTION_STRING:
      'InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://eastus2.example/',
    AZURE_CLIENT_ID: client,
    AzureWebJobsStorage__blobServiceUri: 'https://stabc.blob.core.windows.net',
    AzureWebJobsStorage__clientId: client,
    AzureWebJobsStorage__credential: 'managedidentity',
    MCP_AUTH_MODE: authMode,
    ...(authMode === 'entra' && {
      [credentialSetting]: client,
      WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenantId,
      WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: `${identifierUri(service)}/user_impersonation`,
    }),
  };
}

const noSignIn = {
  platform: { enabled: false, runtimeVersion: '~1' },
  globalValidation: {
    requireAuthentication: false,
    unauthenticatedClientAction: 'AllowAnonymous',
  },
};

/** What the Bicep sets: a test of the local host holds its settings to that. */
function signInSettings(service: ServiceName) {
  const { registration } = services[service];
  return entraAuthSettings({
    issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
    clientId: registration,
    allowedAudiences: [registration, identifierUri(service)],
    allowedApplications: [registration, visualStudioCode, azureCli],
  });
}

/** The values that azd keeps once both apps are provisioned: the outputs of infra/main.bicep among them. */
export function environmentValues(authMode: AuthMode): Record<string, string> {
  const entra = authMode === 'entra';
  const extension = services['extension-server'];
  const selfHosted = services['self-hosted-server'];
  return {
    AZURE_ENV_NAME: environmentName,
    AZURE_LOCATION: 'eastus2',
    AZURE_SUBSCRIPTION_ID: subscriptionId,
    AZURE_TENANT_ID: tenantId,
    AZURE_RESOURCE_GROUP: resourceGroup,
    AUTH_MODE: authMode,
    PROVISIONED_AUTH_MODE: authMode,
    SERVICE_EXTENSION_SERVER_NAME: extension.name,
    SERVICE_EXTENSION_SERVER_MCP_URL: `https://${extension.name}.azurewebsites.net/runtime/webhooks/mcp`,
    PROVISIONED_EXTENSION_PRINCIPAL_ID: extension.principal,
    PROVISIONED_EXTENSION_AUTH_CLIENT_ID: entra ? extension.registration : '',
    PROVISIONED_EXTENSION_AUTH_IDENTIFIER_URI: entra ? identifierUri('extension-server') : '',
    SERVICE_SELF_HOSTED_SERVER_NAME: selfHosted.name,
    SERVICE_SELF_HOSTED_SERVER_MCP_URL: `https://${selfHosted.name}.azurewebsites.net/mcp`,
    PROVISIONED_SELF_HOSTED_PRINCIPAL_ID: selfHosted.principal,
    PROVISIONED_SELF_HOSTED_AUTH_CLIENT_ID: entra ? selfHosted.registration : '',
    PROVISIONED_SELF_HOSTED_AUTH_IDENTIFIER_URI: entra ? identifierUri('self-hosted-server') : '',
    PROVISIONED_REGISTRATIONS: entra ? `${extension.registration},${selfHosted.registration}` : '',
  };
}
