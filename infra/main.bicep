targetScope = 'subscription'

import { authModeType } from 'modules/function-app.bicep'

// ── What azd says ────────────────────────────────────────────────────────────────────────────────

@description('Name of the azd environment. The names of all resources follow from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of all resources: one that has Flex Consumption.')
@minLength(1)
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
// Without a default azd would propose the first of the list, whatever its own configuration says.
@metadata({ azd: { type: 'location', default: 'eastus2' } })
param location string

@description('Object id of whoever deploys. Used only with grantDeployerDataAccess.')
param principalId string = ''

@description('What whoever deploys is: a person, or the service principal of a pipeline.')
@allowed(['User', 'ServicePrincipal', 'Group'])
param principalType string = 'User'

// ── What is deployed ─────────────────────────────────────────────────────────────────────────────

@description('Who may call: entra (sign-in), key (a key of the function app) or anonymous. Both deploy folders are packaged for the same mode.')
param authMode authModeType = 'entra'

@description('Whether to deploy the extension server.')
param deployExtensionServer bool = true

@description('Whether to deploy the self-hosted server.')
param deploySelfHostedServer bool = true

@description('Node.js version that runs the apps on Azure.')
@allowed(['22', '24'])
param nodeVersion string = '22'

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('How many instances an app may have at most.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('How many instances of each app are always ready. They cost money while nobody calls.')
@minValue(0)
@maxValue(1000)
param alwaysReadyInstances int = 0

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Origins of web pages that may call the servers, separated by commas: https://app.example.')
param allowedOrigins string = ''

@description('More app settings of both apps, for what your own tools need. Never a secret.')
param appSettings { *: string } = {}

@description('Whether storage can be reached through a virtual network only.')
param vnetEnabled bool = false

@description('Whether whoever deploys may read and write the data of the storage account.')
param grantDeployerDataAccess bool = false

// ── Sign-in (auth mode entra) ────────────────────────────────────────────────────────────────────

@description('Whether tokens of the Azure CLI and azd are accepted. Checks after a deployment sign in with them.')
param allowAzureCli bool = true

@description('Client ids, separated by commas, that may call without asking the user for consent. VS Code always may.')
param preAuthorizedClientIds string = ''

@description('Client ids, separated by commas, whose tokens are accepted: managed identities, a pipeline.')
param allowedApplicationIds string = ''

@description('Object id of one more owner of the registrations, such as the service principal of a pipeline.')
param registrationOwnerId string = ''

@description('Reference into a service directory, where the tenant asks for one on every registration.')
param serviceManagementReference string = ''

@description('Client id of a registration of yours for the extension server. Then none is made.')
param extensionAuthClientId string = ''

@description('Application ID URI of that registration; api://<client id> if left out.')
param extensionAuthIdentifierUri string = ''

@description('Client id of a registration of yours for the self-hosted server. Then none is made.')
param selfHostedAuthClientId string = ''

@description('Application ID URI of that registration; api://<client id> if left out.')
param selfHostedAuthIdentifierUri string = ''

@description('Whole MCP URL of the extension server on a custom domain that the tenant has verified.')
param extensionPublicUrl string = ''

@description('Whole MCP URL of the self-hosted server on a custom domain that the tenant has verified.')
param selfHostedPublicUrl string = ''

// ── Names ────────────────────────────────────────────────────────────────────────────────────────

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
// They differ early: two apps whose first 32 characters agree would share a host id on one storage account.
var extensionName = '${abbreviations.webSitesFunctions}ext-${token}'
var selfHostedName = '${abbreviations.webSitesFunctions}self-${token}'
var extensionPackages = 'app-package-extension'
var selfHostedPackages = 'app-package-self-hosted'
var snippets = 'snippets'

// ── Lists ────────────────────────────────────────────────────────────────────────────────────────

var visualStudioCode = 'aebc6443-996d-45c2-90f0-388ff96faa56'
// The Azure CLI's id, which azd signs in with too.
var azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'

var preAuthorized = union(
  [visualStudioCode],
  allowAzureCli ? [azureCli] : [],
  filter(map(split(preAuthorizedClientIds, ','), id => trim(id)), id => !empty(id))
)
var allowedApplications = union(
  preAuthorized,
  filter(map(split(allowedApplicationIds, ','), id => trim(id)), id => !empty(id))
)
var origins = filter(map(split(allowedOrigins, ','), origin => trim(origin)), origin => !empty(origin))
var owners = empty(registrationOwnerId) ? [] : [registrationOwnerId]
var extensionPublicUrls = empty(extensionPublicUrl) ? [] : [extensionPublicUrl]
var selfHostedPublicUrls = empty(selfHostedPublicUrl) ? [] : [selfHostedPublicUrl]

var usesEntra = authMode == 'entra'
var registersExtension = usesEntra && deployExtensionServer && empty(extensionAuthClientId)
var registersSelfHosted = usesEntra && deploySelfHostedServer && empty(selfHostedAuthClientId)

// ── Shared ───────────────────────────────────────────────────────────────────────────────────────

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: '${abbreviations.resourcesResourceGroups}${environmentName}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: '${abbreviations.operationalInsightsWorkspaces}${token}'
    insightsName: '${abbreviations.insightsComponents}${token}'
    location: location
    tags: tags
    retentionInDays: logRetentionDays
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: '${abbreviations.storageStorageAccounts}${token}'
    location: location
    tags: tags
    containerNames: [extensionPackages, selfHostedPackages, snippets]
    privateAccessOnly: vnetEnabled
  }
}

module network 'modules/network.bicep' = if (vnetEnabled) {
  scope: group
  params: {
    name: '${abbreviations.networkVirtualNetworks}${token}'
    location: location
    tags: tags
    storageAccountName: storage.outputs.name
  }
}

module deployerRoles 'modules/roles.bicep' = if (grantDeployerDataAccess && !empty(principalId)) {
  scope: group
  params: {
    storageAccountName: storage.outputs.name
    snippetContainerName: snippets
    insightsName: monitoring.outputs.insightsName
    principalId: principalId
    principalType: principalType
    needsQueues: true
  }
}

// ── Extension server ─────────────────────────────────────────────────────────────────────────────

module extensionIdentity 'modules/identity.bicep' = if (deployExtensionServer) {
  scope: group
  params: {
    name: '${abbreviations.managedIdentityUserAssignedIdentities}ext-${token}'
    location: location
    tags: tags
  }
}

module extensionRoles 'modules/roles.bicep' = if (deployExtensionServer) {
  scope: group
  params: {
    storageAccountName: storage.outputs.name
    snippetContainerName: snippets
    insightsName: monitoring.outputs.insightsName
    principalId: extensionIdentity!.outputs.principalId
    // The MCP extension makes a queue whenever an instance starts.
    needsQueues: true
  }
}

module extensionRegistration 'modules/entra-registration.bicep' = if (registersExtension) {
  scope: group
  params: {
    uniqueName: extensionName
    displayName: 'MCP extension server (${environmentName})'
    hostName: '${extensionName}.azurewebsites.net'
    preAuthorizedClientIds: preAuthorized
    additionalIdentifierUris: extensionPublicUrls
    additionalRedirectUris: [for url in extensionPublicUrls: 'https://${split(url, '/')[2]}/.auth/login/aad/callback']
    managedIdentityPrincipalId: extensionIdentity!.outputs.principalId
    ownerIds: owners
    serviceManagementReference: serviceManagementReference
  }
}

var extensionClientId = extensionRegistration.?outputs.clientId ?? extensionAuthClientId
var extensionIdentifierUri = extensionRegistration.?outputs.identifierUri ?? (empty(extensionAuthIdentifierUri)
  ? 'api://${extensionAuthClientId}'
  : extensionAuthIdentifierUri)

module extensionServer 'modules/function-app.bicep' = if (deployExtensionServer) {
  scope: group
  params: {
    name: extensionName
    planName: '${abbreviations.webServerFarms}ext-${token}'
    serviceName: 'extension-server'
    location: location
    tags: tags
    identityId: extensionIdentity!.outputs.id
    identityClientId: extensionIdentity!.outputs.clientId
    blobEndpoint: storage.outputs.blobEndpoint
    packageContainerName: extensionPackages
    insightsConnectionString: monitoring.outputs.connectionString
    appSettings: union(appSettings, {
      AzureWebJobsStorage__queueServiceUri: storage.outputs.queueEndpoint
      SNIPPETS_BLOB_SERVICE_URI: storage.outputs.blobEndpoint
      SNIPPETS_CONTAINER: snippets
    })
    allowedOrigins: origins
    nodeVersion: nodeVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    subnetId: network.?outputs.extensionSubnetId
    authMode: authMode
    auth: usesEntra
      ? {
          clientId: extensionClientId
          scopeUri: empty(extensionPublicUrl) ? extensionIdentifierUri : extensionPublicUrl
          allowedAudiences: union([extensionClientId, extensionIdentifierUri], extensionPublicUrls)
          allowedApplications: union([extensionClientId], allowedApplications)
        }
      : null
  }
  // Its first start reads and writes storage.
  dependsOn: [extensionRoles]
}

// ── Self-hosted server ───────────────────────────────────────────────────────────────────────────

module selfHostedIdentity 'modules/identity.bicep' = if (deploySelfHostedServer) {
  scope: group
  params: {
    name: '${abbreviations.managedIdentityUserAssignedIdentities}self-${token}'
    location: location
    tags: tags
  }
}

module selfHostedRoles 'modules/roles.bicep' = if (deploySelfHostedServer) {
  scope: group
  params: {
    storageAccountName: storage.outputs.name
    snippetContainerName: snippets
    insightsName: monitoring.outputs.insightsName
    principalId: selfHostedIdentity!.outputs.principalId
    needsQueues: false
  }
}

module selfHostedRegistration 'modules/entra-registration.bicep' = if (registersSelfHosted) {
  scope: group
  params: {
    uniqueName: selfHostedName
    displayName: 'MCP self-hosted server (${environmentName})'
    hostName: '${selfHostedName}.azurewebsites.net'
    preAuthorizedClientIds: preAuthorized
    additionalIdentifierUris: selfHostedPublicUrls
    additionalRedirectUris: [for url in selfHostedPublicUrls: 'https://${split(url, '/')[2]}/.auth/login/aad/callback']
    managedIdentityPrincipalId: selfHostedIdentity!.outputs.principalId
    ownerIds: owners
    serviceManagementReference: serviceManagementReference
  }
}

var selfHostedClientId = selfHostedRegistration.?outputs.clientId ?? selfHostedAuthClientId
var selfHostedIdentifierUri = selfHostedRegistration.?outputs.identifierUri ?? (empty(selfHostedAuthIdentifierUri)
  ? 'api://${selfHostedAuthClientId}'
  : selfHostedAuthIdentifierUri)

module selfHostedServer 'modules/function-app.bicep' = if (deploySelfHostedServer) {
  scope: group
  params: {
    name: selfHostedName
    planName: '${abbreviations.webServerFarms}self-${token}'
    serviceName: 'self-hosted-server'
    location: location
    tags: tags
    identityId: selfHostedIdentity!.outputs.id
    identityClientId: selfHostedIdentity!.outputs.clientId
    blobEndpoint: storage.outputs.blobEndpoint
    packageContainerName: selfHostedPackages
    insightsConnectionString: monitoring.outputs.connectionString
    appSettings: union(appSettings, {
      // Plural. Without it the host refuses the configuration profile of a custom handler.
      AzureWebJobsFeatureFlags: 'EnableMcpCustomHandlerPreview'
      SNIPPETS_BLOB_SERVICE_URI: storage.outputs.blobEndpoint
      SNIPPETS_CONTAINER: snippets
      ALLOWED_ORIGINS: join(origins, ',')
    })
    allowedOrigins: origins
    nodeVersion: nodeVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    subnetId: network.?outputs.selfHostedSubnetId
    authMode: authMode
    auth: usesEntra
      ? {
          clientId: selfHostedClientId
          scopeUri: empty(selfHostedPublicUrl) ? selfHostedIdentifierUri : selfHostedPublicUrl
          allowedAudiences: union([selfHostedClientId, selfHostedIdentifierUri], selfHostedPublicUrls)
          allowedApplications: union([selfHostedClientId], allowedApplications)
        }
      : null
  }
  // One Flex app after the other: two made at once in a resource group can fail.
  dependsOn: [selfHostedRoles, extensionServer]
}

// ── What the hooks, the commands and the pipeline read ───────────────────────────────────────────
// None has the name of a setting: azd writes outputs into the environment, and would freeze it.

@description('Resource group of everything; azd looks for the apps in it.')
output AZURE_RESOURCE_GROUP string = group.name
@description('Tenant that signs callers in.')
output AZURE_TENANT_ID string = tenant().tenantId
@description('Auth mode that Azure is set up for; the packages must be stamped alike.')
output PROVISIONED_AUTH_MODE string = authMode

@description('Name of the function app of the extension server; empty if it is not deployed.')
output SERVICE_EXTENSION_SERVER_NAME string = extensionServer.?outputs.name ?? ''
@description('MCP endpoint of the extension server.')
output SERVICE_EXTENSION_SERVER_MCP_URL string = !deployExtensionServer
  ? ''
  : empty(extensionPublicUrl)
      ? 'https://${extensionServer!.outputs.hostName}/runtime/webhooks/mcp'
      : extensionPublicUrl
@description('Identity of the extension server, whose roles must have spread before a deployment.')
output PROVISIONED_EXTENSION_PRINCIPAL_ID string = extensionIdentity.?outputs.principalId ?? ''
@description('Registration of the extension server, made or given; empty outside of auth mode entra.')
output PROVISIONED_EXTENSION_AUTH_CLIENT_ID string = usesEntra && deployExtensionServer ? extensionClientId : ''
@description('Application ID URI of that registration: the audience that clients ask for.')
output PROVISIONED_EXTENSION_AUTH_IDENTIFIER_URI string = usesEntra && deployExtensionServer
  ? extensionIdentifierUri
  : ''

@description('Name of the function app of the self-hosted server; empty if it is not deployed.')
output SERVICE_SELF_HOSTED_SERVER_NAME string = selfHostedServer.?outputs.name ?? ''
@description('MCP endpoint of the self-hosted server.')
output SERVICE_SELF_HOSTED_SERVER_MCP_URL string = !deploySelfHostedServer
  ? ''
  : empty(selfHostedPublicUrl) ? 'https://${selfHostedServer!.outputs.hostName}/mcp' : selfHostedPublicUrl
@description('Identity of the self-hosted server, whose roles must have spread before a deployment.')
output PROVISIONED_SELF_HOSTED_PRINCIPAL_ID string = selfHostedIdentity.?outputs.principalId ?? ''
@description('Registration of the self-hosted server, made or given; empty outside of auth mode entra.')
output PROVISIONED_SELF_HOSTED_AUTH_CLIENT_ID string = usesEntra && deploySelfHostedServer ? selfHostedClientId : ''
@description('Application ID URI of that registration: the audience that clients ask for.')
output PROVISIONED_SELF_HOSTED_AUTH_IDENTIFIER_URI string = usesEntra && deploySelfHostedServer
  ? selfHostedIdentifierUri
  : ''
@description('Client ids of the registrations that this template made, separated by commas: `azd down` leaves them.')
output PROVISIONED_REGISTRATIONS string = join(
  filter(
    [extensionRegistration.?outputs.clientId ?? '', selfHostedRegistration.?outputs.clientId ?? ''],
    id => !empty(id)
  ),
  ','
)
