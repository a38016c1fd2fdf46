import { UsageError } from '@side-by-side/local-host';
import { type AuthMode, decideAuthMode } from '../package/auth-mode.ts';

/** A service of azure.yaml, as the last provisioning left it. */
export interface Service {
  /** Its key in azure.yaml, and the value of its tag `azd-service-name`. */
  readonly name: string;
  readonly title: string;
  /** Where clients find it; undefined before it was provisioned. */
  readonly mcpUrl: string | undefined;
  readonly appName: string | undefined;
  /** The object id of its identity. */
  readonly principalId: string | undefined;
  /** What clients ask tokens for, in auth mode entra. */
  readonly identifierUri: string | undefined;
}

/** What the hooks read of an azd environment. What azd does not know yet is undefined. */
export interface Settings {
  readonly environmentName: string;
  readonly subscriptionId: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly location: string | undefined;
  /** What `AUTH_MODE` asks for; `entra` where it is not set, as in Bicep. */
  readonly authMode: AuthMode;
  /** What Azure is set up for. */
  readonly provisionedAuthMode: string | undefined;
  readonly vnetEnabled: boolean;
  /** The services that are switched on. */
  readonly services: readonly Service[];
  /** Client ids of the registrations that the template made. */
  readonly registrations: readonly string[];
  readonly deleteRegistrations: boolean;
}

/** The services, with the variables that switch them and the middle part of the names of their outputs. */
const services = [
  {
    name: 'extension-server',
    title: 'Extension server',
    key: 'EXTENSION_SERVER',
    short: 'EXTENSION',
  },
  {
    name: 'self-hosted-server',
    title: 'Self-hosted server',
    key: 'SELF_HOSTED_SERVER',
    short: 'SELF_HOSTED',
  },
] as const;

/**
 * Reads the values that azd hands to hooks and packaging as environment variables.
 * @throws UsageError for a value that cannot be meant.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  return {
    environmentName: text('AZURE_ENV_NAME') ?? '',
    subscriptionId: text('AZURE_SUBSCRIPTION_ID'),
    resourceGroup: text('AZURE_RESOURCE_GROUP'),
    location: text('AZURE_LOCATION'),
    // Hooks run in azd alone: there the default is that of Bicep, as it is for packaging.
    authMode: decideAuthMode({ AZURE_ENV_NAME: 'azd', ...env }).authMode,
    provisionedAuthMode: text('PROVISIONED_AUTH_MODE'),
    vnetEnabled: readSwitch('VNET_ENABLED', text('VNET_ENABLED'), false),
    services: services
      .filter(({ key }) => readSwitch(`DEPLOY_${key}`, text(`DEPLOY_${key}`), true))
      .map(({ name, title, key, short }) => ({
        name,
        title,
        mcpUrl: text(`SERVICE_${key}_MCP_URL`),
        appName: text(`SERVICE_${key}_NAME`),
        principalId: text(`PROVISIONED_${short}_PRINCIPAL_ID`),
        identifierUri: text(`PROVISIONED_${short}_AUTH_IDENTIFIER_URI`),
      })),
    registrations: (text('PROVISIONED_REGISTRATIONS') ?? '').split(',').filter(Boolean),
    deleteRegistrations: readSwitch('DELETE_REGISTRATIONS', text('DELETE_REGISTRATIONS'), false),
  };
}

/** Only what azd takes for a Bicep bool and for a service's condition alike. */
function readSwitch(name: string, value: string | undefined, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new UsageError(`${name} is '${value}'. It must be true or false: azd env set ${name} true`);
}
