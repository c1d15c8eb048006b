metadata description = 'A domain of one\'s own, bound in two steps: Azure issues a certificate only for a name that is bound already.'

@description('Name of the app.')
param appName string

@description('The host name, such as monitor.example.org. Before the deployment it has a CNAME record to the app and a TXT record asuid.<name> with the app\'s verification id.')
param hostName string

@description('Azure region of the app.')
param location string

@description('Tags of every resource.')
param tags object

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource name 'Microsoft.Web/sites/hostNameBindings@2024-04-01' = {
  parent: app
  name: hostName
  properties: {
    siteName: appName
    hostNameType: 'Verified'
    sslState: 'Disabled'
  }
}

resource certificate 'Microsoft.Web/certificates@2024-04-01' = {
  name: 'cert-${hostName}'
  location: location
  tags: tags
  properties: {
    canonicalName: hostName
    serverFarmId: app.properties.serverFarmId
  }
  dependsOn: [name]
}

module secured 'domain-secured.bicep' = {
  params: {
    appName: appName
    hostName: hostName
    thumbprint: certificate.properties.thumbprint
  }
}
