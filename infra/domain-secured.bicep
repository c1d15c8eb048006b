metadata description = 'The second step of domain.bicep: the name gets its certificate.'

@description('Name of the app.')
param appName string

@description('The host name.')
param hostName string

@description('Thumbprint of its certificate.')
param thumbprint string

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource secured 'Microsoft.Web/sites/hostNameBindings@2024-04-01' = {
  parent: app
  name: hostName
  properties: {
    siteName: appName
    hostNameType: 'Verified'
    sslState: 'SniEnabled'
    thumbprint: thumbprint
  }
}
