// One Flex Consumption plan with the one app that it can hold, and who may call it.

@export()
@description('Who may call a server.')
type authModeType = 'entra' | 'key' | 'anonymous'

@export()
@description('What sign-in needs; absent outside of auth mode entra.')
type authType = {
  @description('Client id of the registration that stands for the app.')
  clientId: string

  @description('What the scope user_impersonation belongs to, without a slash at the end.')
  scopeUri: string

  allowedAudiences: string[]

  @description('Client ids whose tokens are accepted.')
  allowedApplications: string[]
}

@description('At most 32 characters: the host id of an app is cut off there.')
@maxLength(32)
param name string
param planName string

@description('Key of the service in azure.yaml.')
param serviceName string

param location string
param tags object

@description('Resource id of the identity of the app.')
param identityId string
param identityClientId string

@description('Without a slash at the end.')
param blobEndpoint string
param packageContainerName string
param insightsConnectionString string

@description('The settings that only this app has.')
param appSettings { *: string }

param allowedOrigins string[]
param nodeVersion string
param instanceMemoryMB int
param maximumInstanceCount int
param alwaysReadyInstances int

@description('A subnet delegated to Microsoft.App/environments; absent without a virtual network.')
param subnetId string?

param authMode authModeType
param auth authType?

var issuer = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
// Easy Auth takes the client id in this setting for a secret's place, and proves itself with the identity.
var credentialSetting = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'

var signInSettings = auth == null
  ? {}
  : {
      '${credentialSetting}': identityClientId
      WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenant().tenantId
      WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: '${auth!.scopeUri}/user_impersonation'
    }

var settings = union(appSettings, signInSettings, {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  AZURE_CLIENT_ID: identityClientId
  AzureWebJobsStorage__blobServiceUri: blobEndpoint
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__credential: 'managedidentity'
  // A package that is open to the network starts only where this says so.
  MCP_AUTH_MODE: authMode
})

var settingList = [for setting in items(settings): { name: setting.key, value: setting.value }]

// Without it an app can never have a certificate for a custom domain: it counts only where the app is made.
// The types do not know it yet.
var certificates = any({ siteScopedCertificatesEnabled: true })

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    ...certificates
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobEndpoint}/${packageContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      // Of both apps: on Flex a custom handler gets its program from a language's image too.
      runtime: { name: 'node', version: nodeVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }]
      }
    }
    // No ftpsState: Flex has no FTP, and refuses a site that names it.
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      cors: { allowedOrigins: allowedOrigins }
      // Here and nowhere else: a config/appsettings of its own would come later, and the host start without storage.
      appSettings: settingList
    }
  }
}

// One after the other: changes of a site's configuration at the same time end in 409.
resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'scm'
  properties: { allow: false }
  dependsOn: [ftp]
}

// Declared in every mode: else a change from entra to key would leave Easy Auth on.
resource easyAuth 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: site
  name: 'authsettingsV2'
  properties: auth == null
    ? {
        platform: { enabled: false, runtimeVersion: '~1' }
        globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
      }
    : {
        platform: { enabled: true, runtimeVersion: '~1' }
        globalValidation: {
          requireAuthentication: true
          unauthenticatedClientAction: 'Return401'
          redirectToProvider: 'azureactivedirectory'
        }
        httpSettings: {
          requireHttps: true
          routes: { apiPrefix: '/.auth' }
          forwardProxy: { convention: 'NoProxy' }
        }
        identityProviders: {
          azureActiveDirectory: {
            enabled: true
            isAutoProvisioned: false
            registration: {
              openIdIssuer: issuer
              clientId: auth!.clientId
              clientSecretSettingName: credentialSetting
            }
            login: { loginParameters: ['scope=openid profile email User.Read'] }
            validation: {
              jwtClaimChecks: {}
              allowedAudiences: auth!.allowedAudiences
              defaultAuthorizationPolicy: {
                allowedPrincipals: {}
                allowedApplications: auth!.allowedApplications
              }
            }
          }
        }
        login: {
          routes: { logoutEndpoint: '/.auth/logout' }
          tokenStore: {
            enabled: true
            tokenRefreshExtensionHours: 72
            fileSystem: {}
            azureBlobStorage: {}
          }
          preserveUrlFragmentsForLogins: false
          allowedExternalRedirectUrls: []
          cookieExpiration: { convention: 'FixedTime', timeToExpiration: '08:00:00' }
          nonce: { validateNonce: true, nonceExpirationInterval: '00:05:00' }
        }
      }
  dependsOn: [scm]
}

output name string = site.name
output hostName string = site.properties.defaultHostName
