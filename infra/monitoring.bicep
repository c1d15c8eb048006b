metadata description = 'Logs and measurements, with a daily cap.'

@description('Name of the workspace and of the Application Insights resource.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Most gigabytes a day; a decimal number as text, since parameters know whole numbers only.')
param dailyLogGigabytes string

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
    workspaceCapping: { dailyQuotaGb: json(dailyLogGigabytes) }
  }
}

resource telemetry 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

@description('Name of the Application Insights resource.')
output name string = telemetry.name
