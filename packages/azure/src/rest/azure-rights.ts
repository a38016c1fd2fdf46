import type { AzureClient } from './azure-client.ts';
import { listAll } from './list-all.ts';

/** What whoever is signed in may do, and what is on offer. Each call rejects with an `AzureError`. */
export interface AzureRights {
  subscription(subscriptionId: string): Promise<Subscription>;
  /** What the caller may do in a subscription, one entry for each role that was given. */
  permissions(subscriptionId: string): Promise<readonly Permission[]>;
  /** Versions of Node.js that Flex Consumption runs in a region, such as `22`. */
  flexNodeVersions(location: string): Promise<readonly string[]>;
  /** Whether every member of the directory may register applications; undefined where it does not say. */
  membersMayRegister(): Promise<boolean | undefined>;
  /** Whether the caller is a guest of the directory. Service principals get 400. */
  isGuest(): Promise<boolean>;
  /** The template ids of the directory roles that are active for the caller, through groups too. */
  directoryRoles(): Promise<readonly string[]>;
}

export interface Subscription {
  readonly name: string;
  /** `Enabled`, `Disabled`, `Warned` … */
  readonly state: string;
}

/** Actions with `*` in the place of anything. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

interface Sku {
  readonly skuCode?: string;
  readonly functionAppConfigProperties?: {
    readonly runtime?: { readonly name?: string; readonly version?: string };
  };
}

interface Stack {
  readonly properties?: {
    readonly majorVersions?: readonly {
      readonly minorVersions?: readonly {
        readonly stackSettings?: {
          readonly linuxRuntimeSettings?: {
            readonly Sku?: readonly Sku[] | null;
            readonly skus?: readonly Sku[] | null;
          };
        };
      }[];
    }[];
  };
}

/**
 * @see Azure/azure-rest-api-specs: Microsoft.Authorization (permissions), Microsoft.Resources (subscriptions)
 * @see Azure/azure-functions-ux:server/src/stacks/2020-10-01/models/FunctionAppStackModel.ts
 * @see https://learn.microsoft.com/graph/api/authorizationpolicy-get
 */
export function createAzureRights(arm: AzureClient, graph: AzureClient): AzureRights {
  return {
    async subscription(subscriptionId) {
      const path = `/subscriptions/${encodeURIComponent(subscriptionId)}?api-version=2022-12-01`;
      const answer = await arm.send<{ displayName?: string; state?: string }>('GET', path);
      return { name: answer.displayName ?? subscriptionId, state: answer.state ?? 'Unknown' };
    },
    async permissions(subscriptionId) {
      const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
      const entries = await listAll<Partial<Permission>>(arm, path);
      return entries.map(({ actions, notActions }) => ({
        actions: actions ?? [],
        notActions: notActions ?? [],
      }));
    },
    async flexNodeVersions(location) {
      // Only with `stack` does the list of a region say what each plan runs.
      const path = `/providers/Microsoft.Web/locations/${encodeURIComponent(location)}/functionAppStacks?api-version=2020-10-01&removeHiddenStacks=true&removeDeprecatedStacks=true&stack=node`;
      return flexVersions(await listAll<Stack>(arm, path));
    },
    async membersMayRegister() {
      const answer = await graph.send<{
        defaultUserRolePermissions?: { allowedToCreateApps?: boolean };
      }>('GET', '/v1.0/policies/authorizationPolicy');
      return answer.defaultUserRolePermissions?.allowedToCreateApps;
    },
    async isGuest() {
      const { userType } = await graph.send<{ userType?: string | null }>(
        'GET',
        '/v1.0/me?$select=userType',
      );
      return userType === 'Guest';
    },
    async directoryRoles() {
      const memberships = await listAll<{ '@odata.type'?: string; roleTemplateId?: string }>(
        graph,
        '/v1.0/me/transitiveMemberOf?$top=999',
      );
      return memberships.flatMap(({ '@odata.type': type, roleTemplateId }) =>
        type === '#microsoft.graph.directoryRole' && roleTemplateId ? [roleTemplateId] : [],
      );
    },
  };
}

/** What plan FC1 runs. The list spells its plans `Sku`, its published type `skus`. */
function flexVersions(stacks: readonly Stack[]): string[] {
  const skus = stacks
    .flatMap(({ properties }) => properties?.majorVersions ?? [])
    .flatMap(({ minorVersions }) => minorVersions ?? [])
    .flatMap(({ stackSettings }) => {
      const settings = stackSettings?.linuxRuntimeSettings;
      return settings?.Sku ?? settings?.skus ?? [];
    });
  const versions = skus.flatMap(({ skuCode, functionAppConfigProperties }) => {
    const { name, version } = functionAppConfigProperties?.runtime ?? {};
    return skuCode === 'FC1' && name === 'node' && version ? [version] : [];
  });
  return [...new Set(versions)].toSorted((a, b) => Number(a) - Number(b));
}
