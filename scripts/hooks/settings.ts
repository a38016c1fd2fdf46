import {
  type AuthMode,
  decideAuthMode,
  type EnvironmentService,
  environmentServices,
  readSwitch,
  refuseUnreadable,
} from '@side-by-side/azure';

/** What the hooks read of an azd environment. What azd does not know yet is undefined. */
export interface Settings {
  readonly environmentName: string;
  readonly subscriptionId: string | undefined;
  /** The tenant of the subscription, as the provisioning found it. */
  readonly tenantId: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly location: string | undefined;
  /** What `AUTH_MODE` asks for; `entra` where it is not set, as in Bicep. */
  readonly authMode: AuthMode;
  /** What Azure is set up for. */
  readonly provisionedAuthMode: string | undefined;
  readonly vnetEnabled: boolean;
  /** The services that are switched on. */
  readonly services: readonly EnvironmentService[];
  /** Client ids of the registrations that the template made. */
  readonly registrations: readonly string[];
  readonly deleteRegistrations: boolean;
}

/**
 * Reads the values that azd hands to hooks and packaging as environment variables.
 * @throws UsageError for a value that cannot be meant.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  refuseUnreadable(env);
  return {
    environmentName: text('AZURE_ENV_NAME') ?? '',
    subscriptionId: text('AZURE_SUBSCRIPTION_ID'),
    // Before the first provisioning it could only be of the shell, which may have it for something else.
    tenantId: text('PROVISIONED_AUTH_MODE') && text('AZURE_TENANT_ID'),
    resourceGroup: text('AZURE_RESOURCE_GROUP'),
    location: text('AZURE_LOCATION'),
    // Hooks run in azd alone: there the default is that of Bicep, as it is for packaging.
    authMode: decideAuthMode({ AZURE_ENV_NAME: 'azd', ...env }).authMode,
    provisionedAuthMode: text('PROVISIONED_AUTH_MODE'),
    vnetEnabled: readSwitch('VNET_ENABLED', env, false),
    services: environmentServices(env),
    registrations: (text('PROVISIONED_REGISTRATIONS') ?? '').split(',').filter(Boolean),
    deleteRegistrations: readSwitch('DELETE_REGISTRATIONS', env, false),
  };
}
