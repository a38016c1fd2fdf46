// One storage account for both apps: their packages, what the host keeps, and snippets. No keys, nothing public.

@minLength(3)
@maxLength(24)
param name string
param location string
param tags object

param containerNames string[]

@description('Whether only private endpoints lead here.')
param privateAccessOnly bool

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    dnsEndpointType: 'Standard'
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: privateAccessOnly ? 'Disabled' : 'Enabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'None'
      defaultAction: privateAccessOnly ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource containers 'containers' = [
      for containerName in containerNames: {
        name: containerName
        properties: { publicAccess: 'None' }
      }
    ]
  }
}

output name string = account.name
@description('Without a slash at the end.')
output blobEndpoint string = 'https://${account.name}.blob.${environment().suffixes.storage}'
@description('Without a slash at the end.')
output queueEndpoint string = 'https://${account.name}.queue.${environment().suffixes.storage}'
