targetScope = 'subscription'

import { smtpServer } from 'app.bicep'

metadata description = 'FunctionsBot on Azure: one Flex Consumption app, one storage account, one key vault, one log.'

@description('Name of the environment, such as prod: it becomes part of the names of everything.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Azure region; one that offers Flex Consumption.')
param location string

@description('Public address of the site, such as https://monitor.example.org; empty for the one Azure gives the app.')
param siteUrl string = ''

@description('Host name of one\'s own for the app, such as monitor.example.org; empty: none. Its DNS records come first, see domain.bicep.')
param hostName string = ''

@description('Web or email address that polled sites find in the user agent.')
param contact string

@description('Token of the Telegram bot from @BotFather; empty: no Telegram.')
@secure()
param telegramToken string = ''

@description('16 to 256 letters, digits, "_" and "-" that Telegram repeats with every webhook call; empty: the webhook is closed.')
@secure()
param telegramWebhookSecret string = ''

@description('At least 32 random characters that sign links and forms; empty: the app makes a key and keeps it in its store.')
@secure()
param signingKey string = ''

@description('Mail server, its port, how the connection is secured, its user and the sender; empty host: no email.')
param smtp smtpServer = { host: '', port: 587, security: 'StartTls', user: '', from: '' }

@description('Password of the user at the mail server.')
@secure()
param smtpPassword string = ''

@description('Private key that signs mail (DKIM), as PEM; empty: mail is not signed here.')
@secure()
param dkimKey string = ''

@description('Password of the mailbox of bounces.')
@secure()
param bouncePassword string = ''

@description('At least 32 random characters that sign what a mail service tells of bounces; empty: it is not listened to.')
@secure()
param bounceWebhookSecret string = ''

@description('Client id of the Entra app registration that admins sign in with; empty: nobody can sign in.')
param entraClientId string = ''

@description('Email addresses of the admins, as Entra gives them.')
param admins string[] = []

@description('Email addresses that are told when the bot does not do its work, or costs more than it should; empty: nobody, and no alert rule is paid for.')
param alertEmails string[] = []

@description('Most it should cost in a month, in the currency of the subscription: at half of it, and when it is about to be passed, people are told.')
@minValue(1)
param monthlyBudget int = 10

@description('First day of the month from which costs are counted; left alone, this month.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('Most gigabytes of logs a day; beyond that they are dropped, which keeps a bad day cheap.')
param dailyLogGigabytes string = '0.1'

@description('Most instances at once of each function.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Memory of an instance in megabytes; time is billed by it.')
param instanceMemory 512 | 2048 | 4096 = 512

var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-functionsbot-${environmentName}'
  location: location
  tags: tags
}

var suffix = uniqueString(subscription().id, group.name, location)

module monitoring 'monitoring.bicep' = {
  scope: group
  params: {
    name: 'functionsbot-${environmentName}'
    location: location
    tags: tags
    dailyLogGigabytes: dailyLogGigabytes
  }
}

module storage 'storage.bicep' = {
  scope: group
  params: {
    name: 'stbot${suffix}'
    location: location
    tags: tags
  }
}

module vault 'vault.bicep' = {
  scope: group
  params: {
    name: 'kvbot${suffix}'
    location: location
    tags: tags
    telegramToken: telegramToken
    telegramWebhookSecret: telegramWebhookSecret
    signingKey: signingKey
    smtpPassword: smtpPassword
    dkimKey: dkimKey
    bouncePassword: bouncePassword
    bounceWebhookSecret: bounceWebhookSecret
  }
}

module app 'app.bicep' = {
  scope: group
  params: {
    name: 'functionsbot-${environmentName}-${suffix}'
    location: location
    tags: tags
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    telemetryName: monitoring.outputs.name
    vaultUri: vault.outputs.uri
    inVault: {
      telegramToken: !empty(telegramToken)
      webhook: !empty(telegramWebhookSecret)
      signing: !empty(signingKey)
      smtp: !empty(smtpPassword)
      dkim: !empty(dkimKey)
      bounces: !empty(bouncePassword)
      bounceWebhook: !empty(bounceWebhookSecret)
    }
    siteUrl: empty(siteUrl) && !empty(hostName) ? 'https://${hostName}' : siteUrl
    contact: contact
    smtp: smtp
    entraClientId: entraClientId
    admins: admins
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
  }
}

module roles 'roles.bicep' = {
  scope: group
  params: {
    principalId: app.outputs.principalId
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    telemetryName: monitoring.outputs.name
  }
}

module domain 'domain.bicep' = if (!empty(hostName)) {
  scope: group
  params: {
    appName: app.outputs.name
    hostName: hostName
    location: location
    tags: tags
  }
}

module alerts 'alerts.bicep' = if (!empty(alertEmails)) {
  scope: group
  params: {
    name: 'functionsbot-${environmentName}'
    location: location
    tags: tags
    telemetryName: monitoring.outputs.name
    emails: alertEmails
  }
}

module budget 'budget.bicep' = if (!empty(alertEmails)) {
  scope: group
  params: {
    name: 'functionsbot-${environmentName}'
    monthly: monthlyBudget
    start: budgetStart
    emails: alertEmails
  }
}

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the Functions app.')
output FUNCTION_APP_NAME string = app.outputs.name

@description('Name of the storage account, for backups.')
output STORAGE_ACCOUNT string = storage.outputs.name

@description('Address of the site.')
output SITE_URL string = app.outputs.siteUrl
