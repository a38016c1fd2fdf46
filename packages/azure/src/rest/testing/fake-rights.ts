/** What the fake knows of whoever is signed in, and of what is on offer. */
export interface RightsState {
  /** undefined: the subscription is not visible. */
  subscription: { displayName: string; state: string } | undefined;
  permissions: { actions: string[]; notActions: string[] }[];
  /** Versions of Node.js on Flex Consumption. */
  nodeVersions: string[];
  /** States of resource providers other than Microsoft.App; `Registered` where there is none. */
  providers: Record<string, string>;
  /** `allowedToCreateApps` of the directory. */
  membersMayRegister: boolean;
  userType: 'Member' | 'Guest';
  /** Template ids of directory roles. */
  directoryRoles: string[];
}

/** Someone who may do all that a deployment takes. */
export const allRights: RightsState = {
  subscription: { displayName: 'Sample subscription', state: 'Enabled' },
  permissions: [{ actions: ['*'], notActions: [] }],
  nodeVersions: ['22'],
  providers: {},
  membersMayRegister: true,
  userType: 'Member',
  directoryRoles: [],
};

/**
 * What Azure Resource Manager and Microsoft Graph answer to `path` (below a subscription where there is one);
 * undefined for what is not theirs to say.
 */
export function rightsAnswer(state: RightsState, path: string): object | undefined {
  if (path === '')
    return state.subscription && { ...state.subscription, authorizationSource: 'RoleBased' };
  if (path === '/providers/Microsoft.Authorization/permissions') {
    const value = state.permissions.map((entry) => ({
      ...entry,
      dataActions: [],
      notDataActions: [],
    }));
    return { value };
  }
  if (/^\/providers\/Microsoft\.Web\/locations\/[^/]+\/functionAppStacks$/.test(path)) {
    return { value: [nodeStack(state.nodeVersions)], nextLink: null, id: null };
  }
  const [, namespace] = /^\/providers\/(Microsoft\.\w+)$/.exec(path) ?? [];
  if (namespace) return provider(namespace, state.providers[namespace] ?? 'Registered');
  if (path === '/v1.0/policies/authorizationPolicy') {
    return {
      id: 'authorizationPolicy',
      defaultUserRolePermissions: {
        allowedToCreateApps: state.membersMayRegister,
        allowedToCreateSecurityGroups: true,
      },
    };
  }
  if (path === '/v1.0/me') return { userType: state.userType };
  if (path === '/v1.0/me/transitiveMemberOf') {
    const roles = state.directoryRoles.map((roleTemplateId) => ({
      '@odata.type': '#microsoft.graph.directoryRole',
      displayName: 'A role',
      roleTemplateId,
    }));
    return { value: [{ '@odata.type': '#microsoft.graph.group', displayName: 'Team' }, ...roles] };
  }
  return undefined;
}

/**
 * A resource provider in a subscription.
 * @see Azure/azure-cli: …/command_modules/resource/tests/latest/recordings/test_provider_registration.yaml (recorded)
 */
export function provider(namespace: string, registrationState: string | undefined): object {
  return {
    id: `/subscriptions/00000000-0000-0000-0000-000000000001/providers/${namespace}`,
    namespace,
    resourceTypes: [],
    registrationState,
    registrationPolicy: 'RegistrationRequired',
  };
}

function nodeStack(versions: readonly string[]) {
  const minorVersion = (version: string) => ({
    value: `${version} LTS`,
    stackSettings: {
      windowsRuntimeSettings: { runtimeVersion: `~${version}`, Sku: null },
      linuxRuntimeSettings: {
        runtimeVersion: `Node|${version}`,
        Sku: [
          {
            skuCode: 'FC1',
            instanceMemoryMB: [{ size: 2048, isDefault: true }],
            functionAppConfigProperties: { runtime: { name: 'node', version } },
          },
          {
            skuCode: 'Y1',
            functionAppConfigProperties: { runtime: { name: 'node', version: '18' } },
          },
        ],
      },
    },
  });
  const majorVersions = versions.map((version) => ({
    value: version,
    minorVersions: [minorVersion(version)],
  }));
  return { name: 'node', type: 'Microsoft.Web/functionAppStacks', properties: { majorVersions } };
}
