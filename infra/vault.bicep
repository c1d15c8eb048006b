metadata description = 'The key vault, with a secret for each one that was given.'

@description('Name of the vault: 3 to 24 letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Token of the Telegram bot.')
@secure()
param telegramToken string

@description('What Telegram repeats with every webhook call.')
@secure()
param telegramWebhookSecret string

@description('Signs links and forms.')
@secure()
param signingKey string

@description('Password at the mail server.')
@secure()
param smtpPassword string

@description('Private key that signs mail.')
@secure()
param dkimKey string

@description('Password of the mailbox of bounces.')
@secure()
param bouncePassword string

@description('Signs what a mail service tells of bounces.')
@secure()
param bounceWebhookSecret string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
  }
}

resource token 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(telegramToken)) {
  parent: vault
  name: 'TelegramToken'
  properties: { value: telegramToken }
}

resource webhook 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(telegramWebhookSecret)) {
  parent: vault
  name: 'TelegramWebhookSecret'
  properties: { value: telegramWebhookSecret }
}

resource signing 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(signingKey)) {
  parent: vault
  name: 'SigningKey'
  properties: { value: signingKey }
}

resource password 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(smtpPassword)) {
  parent: vault
  name: 'SmtpPassword'
  properties: { value: smtpPassword }
}

resource dkim 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(dkimKey)) {
  parent: vault
  name: 'DkimKey'
  properties: { value: dkimKey }
}

resource bounces 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(bouncePassword)) {
  parent: vault
  name: 'BouncePassword'
  properties: { value: bouncePassword }
}

resource bounceWebhook 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(bounceWebhookSecret)) {
  parent: vault
  name: 'BounceWebhookSecret'
  properties: { value: bounceWebhookSecret }
}

@description('Name of the vault.')
output name string = vault.name

@description('Address of the vault, with a slash at its end.')
output uri string = vault.properties.vaultUri
