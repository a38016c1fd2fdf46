import type { AuthMode, ServiceName } from '@side-by-side/azure';
import {
  authorizationFailed,
  type FakeApp,
  hostNotUp,
  resourceGroup,
} from '@side-by-side/azure/testing';
import type { LocalDeployment } from './start-deployment.ts';

/** How a deployment is broken, and what npm run verify has to say. */
export interface BrokenCase {
  readonly mode: AuthMode;
  readonly service?: ServiceName;
  readonly breaks: (app: FakeApp, deployment: LocalDeployment) => void;
  /** `part: id of the known failure` */
  readonly says: readonly string[];
}

export const extension = 'extension-server';
export const selfHosted = 'self-hosted-server';
const setting = (name: string, value: string) => (app: FakeApp) =>
  void (app.settings[name] = value);
const without = (name: string) => (app: FakeApp) => void delete app.settings[name];
const entraOf = ({ auth }: FakeApp) => auth.identityProviders.azureActiveDirectory;

/** Deployments that look broken: Azure says something else of them, or whoever calls is somebody else. */
export const brokenCases: Readonly<Record<string, BrokenCase>> = {
  'the app is deleted': {
    mode: 'key',
    breaks: (app, { fake }) => {
      fake.state.groups = { [resourceGroup]: fake.apps.filter((one) => one !== app) };
    },
    says: ['app: app-missing'],
  },
  'the app has lost its tag': {
    mode: 'key',
    breaks: ({ site }) => void (site.tags = {}),
    says: ['tag: tag-missing'],
  },
  'the app is stopped': {
    mode: 'key',
    breaks: ({ site }) => void (site.properties.state = 'stopped'),
    says: ['app: app-stopped'],
  },
  'the plan is another one': {
    mode: 'key',
    breaks: ({ site }) => void (site.properties.sku = 'Dynamic'),
    says: ['plan: not-flex'],
  },
  'the runtime is custom': {
    mode: 'key',
    service: selfHosted,
    breaks: ({ site }) => void (site.properties.functionAppConfig.runtime.name = 'custom'),
    says: ['plan: wrong-runtime'],
  },
  'Node is too old': {
    mode: 'key',
    breaks: ({ site }) => void (site.properties.functionAppConfig.runtime.version = '20'),
    says: ['plan: wrong-node'],
  },
  'the package is read with a key': {
    mode: 'key',
    breaks: ({ site }) => {
      site.properties.functionAppConfig.deployment.storage.authentication.type =
        'storageaccountconnectionstring';
    },
    says: ['storage: storage-by-key'],
  },
  'storage is reached with a key': {
    mode: 'anonymous',
    breaks: setting('AzureWebJobsStorage', 'DefaultEndpointsProtocol=https;AccountKey=x'),
    says: ['settings: storage-by-key'],
  },
  'queues are not set': {
    mode: 'key',
    breaks: without('AzureWebJobsStorage__queueServiceUri'),
    says: ['settings: storage-not-set'],
  },
  'the feature flag is missing': {
    mode: 'key',
    service: selfHosted,
    breaks: without('AzureWebJobsFeatureFlags'),
    says: ['settings: feature-flag-missing'],
  },
  'the feature flag is spelt in the singular': {
    mode: 'key',
    service: selfHosted,
    breaks: (app) => {
      delete app.settings['AzureWebJobsFeatureFlags'];
      app.settings['AzureWebJobsFeatureFlag'] = 'EnableMcpCustomHandlerPreview';
    },
    says: ['settings: feature-flag-singular'],
  },
  'a setting is there that Flex does not have': {
    mode: 'key',
    breaks: setting('FUNCTIONS_WORKER_RUNTIME', 'node'),
    says: ['settings: forbidden-setting'],
  },
  'the package of the other server is deployed': {
    mode: 'key',
    service: selfHosted,
    breaks: (app) => void (app.functions = { greet: 'mcpToolTrigger' }),
    says: ['functions: wrong-package'],
  },
  'MCP_AUTH_MODE is another one': {
    mode: 'anonymous',
    breaks: setting('MCP_AUTH_MODE', 'key'),
    says: ['auth-mode: auth-mode-setting'],
  },
  'Easy Auth is off': {
    mode: 'entra',
    breaks: ({ auth }) => void (auth.platform.enabled = false),
    says: ['easy-auth: easy-auth-off'],
  },
  'Easy Auth is on in auth mode key': {
    mode: 'key',
    breaks: ({ auth }) => void (auth.platform.enabled = true),
    says: ['easy-auth: easy-auth-unwanted'],
  },
  'Easy Auth requires nothing': {
    mode: 'entra',
    breaks: ({ auth }) => void (auth.globalValidation.requireAuthentication = false),
    says: ['easy-auth: easy-auth-lets-through'],
  },
  'Easy Auth excludes the endpoint': {
    mode: 'entra',
    service: selfHosted,
    breaks: ({ auth }) => void (auth.globalValidation.excludedPaths = ['/mcp']),
    says: ['easy-auth: easy-auth-lets-through'],
  },
  'Easy Auth answers 403': {
    mode: 'entra',
    breaks: ({ auth }) => void (auth.globalValidation.unauthenticatedClientAction = 'return403'),
    says: ['easy-auth: easy-auth-action'],
  },
  'the issuer is of another tenant': {
    mode: 'entra',
    breaks: (app) => {
      entraOf(app).registration.openIdIssuer =
        'https://login.microsoftonline.com/00000000-0000-0000-0000-0000000000ff/v2.0';
    },
    says: ['easy-auth: wrong-tenant'],
  },
  'another tenant is allowed': {
    mode: 'entra',
    breaks: setting('WEBSITE_AUTH_AAD_ALLOWED_TENANTS', '00000000-0000-0000-0000-0000000000ff'),
    says: ['easy-auth: wrong-tenant'],
  },
  'the issuer is of version 1': {
    mode: 'entra',
    breaks: (app) => {
      const { registration } = entraOf(app);
      registration.openIdIssuer = registration.openIdIssuer.replace('/v2.0', '/');
    },
    says: ['easy-auth: issuer-not-v2'],
  },
  'the audience is another one': {
    mode: 'entra',
    breaks: (app) => void (entraOf(app).validation.allowedAudiences = ['api://another']),
    says: ['easy-auth: wrong-audience'],
  },
  'VS Code is not let in': {
    mode: 'entra',
    breaks: (app) => {
      const policy = entraOf(app).validation.defaultAuthorizationPolicy;
      policy.allowedApplications = policy.allowedApplications.slice(0, 1);
    },
    says: ['easy-auth: client-not-allowed'],
  },
  'every client is let in': {
    mode: 'entra',
    breaks: (app) => {
      entraOf(app).validation.defaultAuthorizationPolicy.allowedApplications = null;
    },
    says: ['easy-auth: every-client-allowed'],
  },
  'the scope setting is missing': {
    mode: 'entra',
    breaks: without('WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES'),
    says: ['easy-auth: no-scope-setting'],
  },
  'the scope is of another application': {
    mode: 'entra',
    breaks: setting('WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES', 'api://another/user_impersonation'),
    says: ['easy-auth: scope-of-another-application'],
  },
  'Easy Auth cannot prove itself': {
    mode: 'entra',
    breaks: without('OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'),
    says: ['easy-auth: sign-in-credential'],
  },
  'there is no key yet': {
    mode: 'key',
    breaks: (app) => void (app.keys.systemKeys = {}),
    says: ['key: key-missing'],
  },
  'the host that has the keys is not up': {
    mode: 'key',
    breaks: (_, { fake }) =>
      void fake.state.faults.push({ operation: 'hostKeys', service: extension, answer: hostNotUp }),
    says: ['key: key-missing'],
  },
  'the key was renewed': {
    mode: 'key',
    service: selfHosted,
    breaks: (app) => void (app.keys.functionKeys = { default: 'another-key' }),
    says: ['mcp: key-refused'],
  },
  'the key is of the wrong kind': {
    mode: 'key',
    breaks: (app) => {
      app.keys.systemKeys = { mcp_extension: app.keys.functionKeys['default']! };
    },
    says: ['mcp: key-refused'],
  },
  'keys may not be read': {
    mode: 'key',
    breaks: (_, { fake }) =>
      void fake.state.faults.push({
        operation: 'hostKeys',
        service: extension,
        answer: authorizationFailed('Microsoft.Web/sites/host/listkeys/action'),
      }),
    says: ['key: permission-missing'],
  },
  'settings may not be read': {
    mode: 'entra',
    breaks: (_, { fake }) =>
      void fake.state.faults.push({
        operation: 'appSettings',
        service: extension,
        answer: authorizationFailed('Microsoft.Web/sites/config/list/action'),
      }),
    says: ['settings: permission-missing'],
  },
  'nothing may be read but the name of the app': {
    mode: 'anonymous',
    breaks: (_, { fake }) => {
      fake.state.faults.push({ answer: authorizationFailed('Microsoft.Web/sites/read') });
    },
    says: [
      'app: permission-missing',
      'settings: permission-missing',
      'easy-auth: permission-missing',
      'functions: permission-missing',
    ],
  },
  'whoever is signed in is no allowed client': {
    mode: 'entra',
    breaks: (_, deployment) =>
      void (deployment.token = { clientId: '00000000-0000-0000-0000-0000000000ee' }),
    says: ['mcp: client-not-allowed'],
  },
  'tokens are for another application': {
    mode: 'entra',
    breaks: (_, deployment) => void (deployment.token = { claims: { aud: 'api://another' } }),
    says: ['mcp: wrong-audience'],
  },
  'tokens are of another tenant': {
    mode: 'entra',
    breaks: (_, deployment) =>
      void (deployment.token = { claims: { tid: '00000000-0000-0000-0000-0000000000ff' } }),
    says: ['mcp: wrong-tenant'],
  },
  'tokens are of version 1': {
    mode: 'entra',
    breaks: (_, deployment) => void (deployment.token = { version: '1.0' }),
    says: ['mcp: issuer-not-v2'],
  },
  'the token is worth nothing': {
    mode: 'entra',
    breaks: (_, deployment) => void (deployment.token = { age: 100_000 }),
    says: ['mcp: token-refused'],
  },
};
