import { AzureError, type AzureClient } from './azure-client.ts';
import { listAll } from './list-all.ts';

/** The state of a resource provider in a subscription: `Registered`, `Registering`, `NotRegistered`, `Unregistered` … */
export type ProviderState = string;

/** What the hooks ask of Azure. Each call rejects with an `AzureError` that says what was refused. */
export interface Azure {
  providerState(subscriptionId: string, namespace: string): Promise<ProviderState>;
  /** Starts a registration; it takes a minute or so. */
  registerProvider(subscriptionId: string, namespace: string): Promise<ProviderState>;
  /** Regions that have Flex Consumption, by any of their names. */
  flexRegions(subscriptionId: string): Promise<readonly string[]>;
  /** The names of the function apps that azd finds for a service. */
  taggedApps(group: ResourceGroup, serviceName: string): Promise<readonly string[]>;
  /** When the role assignments of a principal were made, in milliseconds since 1970. */
  roleTimes(group: ResourceGroup, principalId: string): Promise<readonly number[]>;
  /** Deletes a registration in Entra ID by its client id. false: it is not there any more. */
  deleteRegistration(clientId: string): Promise<boolean>;
}

export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
}

/**
 * Azure behind REST: `arm` for resources, `graph` for registrations.
 * @see Azure/azure-rest-api-specs: Microsoft.Web, Microsoft.Authorization, Microsoft.Resources
 */
export function createAzure(arm: AzureClient, graph: AzureClient): Azure {
  const provider = (subscriptionId: string, namespace: string): string =>
    `${subscriptionPath(subscriptionId)}/providers/${encodeURIComponent(namespace)}`;
  const stateOf = (answer: { registrationState?: string }): ProviderState =>
    answer.registrationState ?? 'Unknown';

  return {
    async providerState(subscriptionId, namespace) {
      return stateOf(
        await arm.send('GET', `${provider(subscriptionId, namespace)}?api-version=2021-04-01`),
      );
    },
    async registerProvider(subscriptionId, namespace) {
      const path = `${provider(subscriptionId, namespace)}/register?api-version=2021-04-01`;
      return stateOf(await arm.send('POST', path));
    },
    async flexRegions(subscriptionId) {
      const path = `${subscriptionPath(subscriptionId)}/providers/Microsoft.Web/geoRegions?sku=FlexConsumption&api-version=2023-12-01`;
      return (await listAll<{ name: string }>(arm, path)).map(({ name }) => name);
    },
    async taggedApps(group, serviceName) {
      // The question that azd itself asks.
      const filter = `tagName eq 'azd-service-name' and tagValue eq '${serviceName}'`;
      const path = `${groupPath(group)}/resources?$filter=${encodeURIComponent(filter)}&api-version=2021-04-01`;
      const resources = await listAll<{ name: string; type: string }>(arm, path);
      return resources
        .filter(({ type }) => type.toLowerCase() === 'microsoft.web/sites')
        .map(({ name }) => name);
    },
    async roleTimes(group, principalId) {
      const filter = `principalId eq '${principalId}'`;
      const path = `${groupPath(group)}/providers/Microsoft.Authorization/roleAssignments?$filter=${encodeURIComponent(filter)}&api-version=2022-04-01`;
      const assignments = await listAll<{ properties?: { createdOn?: string } }>(arm, path);
      return assignments
        .map(({ properties }) => Date.parse(properties?.createdOn ?? ''))
        .filter((time) => !Number.isNaN(time));
    },
    async deleteRegistration(clientId) {
      try {
        await graph.send('DELETE', `/v1.0/applications(appId='${encodeURIComponent(clientId)}')`);
        return true;
      } catch (error) {
        if (error instanceof AzureError && error.status === 404) return false;
        throw error;
      }
    },
  };
}

function subscriptionPath(subscriptionId: string): string {
  return `/subscriptions/${encodeURIComponent(subscriptionId)}`;
}

function groupPath({ subscriptionId, name }: ResourceGroup): string {
  return `${subscriptionPath(subscriptionId)}/resourceGroups/${encodeURIComponent(name)}`;
}
