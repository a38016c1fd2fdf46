import type { AppSite } from '../../arm/site.ts';
import type { DeployedServer, Deployment } from '../../deployment/deployment.ts';
import type { Subject } from '../finding.ts';

/** An app as `azd up` leaves it. */
export const sampleSite: AppSite = {
  id: '/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Web/sites/func-ext',
  name: 'func-ext',
  kind: 'functionapp,linux',
  state: 'Running',
  enabled: true,
  availability: 'Normal',
  tags: { 'azd-service-name': 'extension-server', 'azd-env-name': 'dev' },
  defaultHostName: 'func-ext.azurewebsites.net',
  hostNames: ['func-ext.azurewebsites.net'],
  httpsOnly: true,
  publicNetworkAccess: 'Enabled',
  sku: 'FlexConsumption',
  runtime: { name: 'node', version: '22' },
  storage: {
    type: 'blobContainer',
    url: 'https://st.blob.core.windows.net/app-package',
    authentication: 'UserAssignedIdentity',
    identityId: 'identity',
  },
  scale: {
    instanceMemoryMB: 2048,
    maximumInstanceCount: 100,
    alwaysReady: [],
    httpConcurrency: undefined,
  },
  identity: { systemAssigned: false, userAssignedIds: ['identity'] },
  virtualNetworkSubnetId: undefined,
};

/** A server of a deployment, with what differs from that. */
export function sampleSubject(
  server: Partial<DeployedServer> = {},
  deployment: Partial<Deployment> = {},
): Subject {
  return {
    deployment: {
      environmentName: 'dev',
      subscriptionId: 'sub',
      tenantId: 'tenant',
      resourceGroup: 'rg',
      authMode: 'key',
      provisionedAuthMode: 'key',
      servers: [],
      missing: [],
      ...deployment,
    },
    server: {
      service: 'extension-server',
      title: 'Extension server',
      place: 'azure',
      url: new URL('https://func-ext.azurewebsites.net/runtime/webhooks/mcp'),
      authMode: 'key',
      appName: 'func-ext',
      resourceId: sampleSite.id,
      tagged: true,
      site: { ok: true, value: sampleSite },
      ...server,
    },
  };
}
