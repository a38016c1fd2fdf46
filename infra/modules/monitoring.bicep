// Where logs go: Application Insights on a workspace. Only Entra identities may write.

param workspaceName string
param insightsName string
param location string
param tags object

@description('How many days logs are kept.')
param retentionInDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

output insightsName string = insights.name
@description('Names the component; no secret, as nobody may write with it alone.')
output connectionString string = insights.properties.ConnectionString
