metadata description = 'The storage account: tables and queues of the bot, and the container its package is deployed from.'

@description('Name of the account: 3 to 24 lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    // Only identities with a role get in: there is no key to leak.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource tables 'tableServices' = {
    name: 'default'
  }

  resource queues 'queueServices' = {
    name: 'default'
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: 'packages'
    }

    resource backups 'containers' = {
      name: 'backups'
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'backups-35-days'
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['backups/'] }
              actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 35 } } }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
  }
}

@description('Name of the account.')
output name string = account.name

@description('Name of the container for the package.')
output packageContainer string = account::blobs::packages.name
