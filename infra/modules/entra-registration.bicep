// The registration that stands for one server in Entra ID: clients ask for tokens to it, Easy Auth checks them.
// It holds no secret: the app proves with its managed identity that it is this registration.

extension microsoftGraphV1

@description('Key of the registration; it can never change.')
param uniqueName string
param displayName string

@description('Host name of the function app, where Easy Auth takes browsers back to.')
param hostName string

@description('Clients whose users are not asked for consent.')
param preAuthorizedClientIds string[]

param additionalIdentifierUris string[]
param additionalRedirectUris string[]

@description('Object id of the identity of the app.')
param managedIdentityPrincipalId string

@description('Object ids of owners to add; nobody is removed.')
param ownerIds string[]

param serviceManagementReference string

var issuer = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
// With the tenant's id in it, as tenants with the stricter rules for new URIs ask for.
var identifierUri = 'api://${tenant().tenantId}/${uniqueName}'
var scopeId = guid(uniqueName, 'scope', 'user_impersonation')
var roleId = guid(uniqueName, 'role', 'Mcp.Invoke')

resource application 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: uniqueName
  displayName: displayName
  signInAudience: 'AzureADMyOrg'
  identifierUris: union([identifierUri], additionalIdentifierUris)
  serviceManagementReference: empty(serviceManagementReference) ? null : serviceManagementReference
  owners: { relationships: ownerIds, relationshipSemantics: 'append' }
  api: {
    requestedAccessTokenVersion: 2
    oauth2PermissionScopes: [
      {
        id: scopeId
        type: 'User'
        value: 'user_impersonation'
        isEnabled: true
        adminConsentDisplayName: 'Call the MCP server'
        adminConsentDescription: 'Lets an application call the MCP server for the signed-in user.'
        userConsentDisplayName: 'Call the MCP server'
        userConsentDescription: 'Lets the application call the MCP server for you.'
      }
    ]
    preAuthorizedApplications: [
      for clientId in preAuthorizedClientIds: { appId: clientId, delegatedPermissionIds: [scopeId] }
    ]
  }
  appRoles: [
    {
      id: roleId
      value: 'Mcp.Invoke'
      displayName: 'Call the MCP server'
      description: 'Lets an application call the MCP server as itself.'
      allowedMemberTypes: ['Application']
      isEnabled: true
    }
  ]
  web: {
    redirectUris: union(['https://${hostName}/.auth/login/aad/callback'], additionalRedirectUris)
    implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: false }
  }
  requiredResourceAccess: [
    {
      // Microsoft Graph, User.Read: who has signed in.
      resourceAppId: '00000003-0000-0000-c000-000000000000'
      resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }]
    }
  ]
}

resource servicePrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: application.appId
  owners: { relationships: ownerIds, relationshipSemantics: 'append' }
}

resource credential 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {
  name: '${application.uniqueName}/managed-identity'
  description: 'The managed identity of the function app.'
  audiences: ['api://AzureADTokenExchange']
  issuer: issuer
  subject: managedIdentityPrincipalId
}

output clientId string = application.appId
output servicePrincipalId string = servicePrincipal.id
output identifierUri string = identifierUri
output appRoleId string = roleId
