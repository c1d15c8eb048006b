metadata description = 'The Functions app on a Flex Consumption plan, with every setting the bot reads.'

@export()
@description('How email is sent.')
type smtpServer = {
  @description('Name of the mail server; empty: no email.')
  host: string

  @description('Its port.')
  @minValue(1)
  @maxValue(65535)
  port: int

  @description('How the connection is secured.')
  security: 'Auto' | 'StartTls' | 'Tls'

  @description('User at the mail server; empty if it asks for none.')
  user: string

  @description('Sender, such as "Policy monitor <news@example.org>".')
  from: string

  @description('Name that the public half of the signing key has in the DNS.')
  dkimSelector: string?

  @description('Where mail that cannot be delivered comes back to.')
  bounceAddress: string?

  @description('POP3 server of that mailbox.')
  bounceHost: string?

  @description('User of that mailbox.')
  bounceUser: string?
}

@export()
@description('Which secrets lie in the key vault; the setting of the others stays empty.')
type vaultContent = {
  @description('Token of the Telegram bot.')
  telegramToken: bool

  @description('What Telegram repeats with every webhook call.')
  webhook: bool

  @description('Signs links and forms.')
  signing: bool

  @description('Password at the mail server.')
  smtp: bool

  @description('Private key that signs mail.')
  dkim: bool

  @description('Password of the mailbox of bounces.')
  bounces: bool

  @description('Signs what a mail service tells of bounces.')
  bounceWebhook: bool
}

@description('Name of the app.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the storage account.')
param storageName string

@description('Container that the package is deployed from.')
param packageContainer string

@description('Name of the Application Insights resource.')
param telemetryName string

@description('Address of the key vault, with a slash at its end.')
param vaultUri string

@description('Which secrets lie in the key vault.')
param inVault vaultContent

@description('Public address of the site; empty for the one Azure gives the app.')
param siteUrl string

@description('What polled sites find in the user agent.')
param contact string

@description('How email is sent.')
param smtp smtpServer

@description('Client id of the Entra app registration that admins sign in with; empty: nobody can sign in.')
param entraClientId string

@description('Email addresses of the admins.')
param admins string[]

@description('Most instances at once of each function.')
param maximumInstances int

@description('Memory of an instance in megabytes.')
param instanceMemory int

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource telemetry 'Microsoft.Insights/components@2020-02-02' existing = {
  name: telemetryName
}

var address = empty(siteUrl) ? 'https://${name}.azurewebsites.net' : siteUrl
var secret = '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/'

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'bot' })
  kind: 'functionapp,linux'
  identity: { type: 'SystemAssigned' }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: { instanceMemoryMB: instanceMemory, maximumInstanceCount: maximumInstances }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: { type: 'SystemAssignedIdentity' }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      appSettings: [
        { name: 'AzureWebJobsStorage__accountName', value: storage.name }
        { name: 'AzureWebJobsDisableHomepage', value: 'true' }
        { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: telemetry.properties.ConnectionString }
        { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'Authorization=AAD' }
        // The package is mounted read-only; what lies here goes with the instance.
        { name: 'DataFolder', value: '/tmp/functionsbot' }
        { name: 'TelegramToken', value: inVault.telegramToken ? '${secret}TelegramToken)' : '' }
        { name: 'TelegramApi', value: 'https://api.telegram.org' }
        { name: 'TelegramWebhookSecret', value: inVault.webhook ? '${secret}TelegramWebhookSecret)' : '' }
        { name: 'SmtpHost', value: smtp.host }
        { name: 'SmtpPort', value: string(smtp.port) }
        { name: 'SmtpSecurity', value: smtp.security }
        { name: 'SmtpUser', value: smtp.user }
        { name: 'SmtpPassword', value: inVault.smtp ? '${secret}SmtpPassword)' : '' }
        { name: 'MailFrom', value: smtp.from }
        { name: 'SmtpConnections', value: '4' }
        { name: 'DkimKey', value: inVault.dkim ? '${secret}DkimKey)' : '' }
        { name: 'DkimSelector', value: smtp.?dkimSelector ?? '' }
        { name: 'BounceAddress', value: smtp.?bounceAddress ?? '' }
        { name: 'BounceHost', value: smtp.?bounceHost ?? '' }
        { name: 'BouncePort', value: '995' }
        { name: 'BounceSecurity', value: 'Tls' }
        { name: 'BounceUser', value: smtp.?bounceUser ?? '' }
        { name: 'BouncePassword', value: inVault.bounces ? '${secret}BouncePassword)' : '' }
        { name: 'BounceWebhookSecret', value: inVault.bounceWebhook ? '${secret}BounceWebhookSecret)' : '' }
        { name: 'SiteUrl', value: address }
        { name: 'SigningKey', value: inVault.signing ? '${secret}SigningKey)' : '' }
        // Without App Service Authentication anybody could send the headers that name an admin.
        { name: 'Admins', value: empty(entraClientId) ? '' : join(admins, ',') }
        { name: 'Contact', value: contact }
        { name: 'AllowPrivateAddresses', value: 'false' }
        { name: 'PollSchedule', value: '0 */5 * * * *' }
        { name: 'DigestSchedule', value: '0 */15 * * * *' }
        { name: 'RetentionSchedule', value: '0 20 3 * * *' }
        { name: 'SweepSchedule', value: '30 7/15 * * * *' }
      ]
    }
  }

  // Packages come through the deployment identity, never with a password.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

module authentication 'authentication.bicep' = if (!empty(entraClientId)) {
  params: {
    appName: app.name
    clientId: entraClientId
  }
}

@description('Name of the app.')
output name string = app.name

@description('Address of the site.')
output siteUrl string = address

@description('The identity of the app.')
output principalId string = app.identity.principalId
