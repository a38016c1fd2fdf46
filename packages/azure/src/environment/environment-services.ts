import { type ServiceName, serviceNames, serviceTitles } from '../server.ts';
import { readSwitch } from './read-switch.ts';

/** A service of azure.yaml, as the last provisioning left it. What azd does not know yet is undefined. */
export interface EnvironmentService {
  /** Its key in azure.yaml, and the value of its tag `azd-service-name`. */
  readonly name: ServiceName;
  readonly title: string;
  /** Where clients find it. */
  readonly mcpUrl: string | undefined;
  readonly appName: string | undefined;
  /** The object id of its identity. */
  readonly principalId: string | undefined;
  /** The client id of its registration, in auth mode entra. */
  readonly clientId: string | undefined;
  /** What clients ask tokens for, in auth mode entra. */
  readonly identifierUri: string | undefined;
}

/** The middle parts of the names of the services' switches and outputs: see infra/main.bicep. */
const variables: Readonly<Record<ServiceName, { readonly key: string; readonly short: string }>> = {
  'extension-server': { key: 'EXTENSION_SERVER', short: 'EXTENSION' },
  'self-hosted-server': { key: 'SELF_HOSTED_SERVER', short: 'SELF_HOSTED' },
};

/** The names of a service's switch, and of the setting for a registration that was given. */
export function serviceSettings(service: ServiceName) {
  const { key, short } = variables[service];
  return { isSwitchedOn: `DEPLOY_${key}`, clientId: `${short}_AUTH_CLIENT_ID` };
}

/**
 * The services that an azd environment switches on, with what Bicep put out for them.
 * @throws UsageError for a switch that is neither true nor false.
 */
export function environmentServices(env: NodeJS.ProcessEnv): EnvironmentService[] {
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  return serviceNames
    .filter((name) => readSwitch(serviceSettings(name).isSwitchedOn, env, true))
    .map((name) => {
      const { key, short } = variables[name];
      return {
        name,
        title: serviceTitles[name],
        mcpUrl: text(`SERVICE_${key}_MCP_URL`),
        appName: text(`SERVICE_${key}_NAME`),
        principalId: text(`PROVISIONED_${short}_PRINCIPAL_ID`),
        clientId: text(`PROVISIONED_${short}_AUTH_CLIENT_ID`),
        identifierUri: text(`PROVISIONED_${short}_AUTH_IDENTIFIER_URI`),
      };
    });
}
