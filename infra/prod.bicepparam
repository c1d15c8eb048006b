using 'main.bicep'

// For `az deployment sub create --template-file infra/main.bicep --parameters infra/prod.bicepparam`; azd reads main.bicepparam.
// What differs from deployment to deployment, and every secret, is read from the environment.
param environmentName = 'prod'
param location = readEnvironmentVariable('AZURE_LOCATION', 'francecentral')
param contact = readEnvironmentVariable('CONTACT', 'https://github.com/FunctionsBot')
param siteUrl = readEnvironmentVariable('SITE_URL', '')
param hostName = readEnvironmentVariable('HOST_NAME', '')
param telegramToken = readEnvironmentVariable('TELEGRAM_TOKEN', '')
param telegramWebhookSecret = readEnvironmentVariable('TELEGRAM_WEBHOOK_SECRET', '')
param signingKey = readEnvironmentVariable('SIGNING_KEY', '')
param smtp = {
  host: readEnvironmentVariable('SMTP_HOST', '')
  port: int(readEnvironmentVariable('SMTP_PORT', '587'))
  security: readEnvironmentVariable('SMTP_SECURITY', 'StartTls')
  user: readEnvironmentVariable('SMTP_USER', '')
  from: readEnvironmentVariable('MAIL_FROM', '')
  dkimSelector: readEnvironmentVariable('DKIM_SELECTOR', '')
  bounceAddress: readEnvironmentVariable('BOUNCE_ADDRESS', '')
  bounceHost: readEnvironmentVariable('BOUNCE_HOST', '')
  bounceUser: readEnvironmentVariable('BOUNCE_USER', '')
}
param smtpPassword = readEnvironmentVariable('SMTP_PASSWORD', '')
param dkimKey = readEnvironmentVariable('DKIM_KEY', '')
param bouncePassword = readEnvironmentVariable('BOUNCE_PASSWORD', '')
param bounceWebhookSecret = readEnvironmentVariable('BOUNCE_WEBHOOK_SECRET', '')
param entraClientId = readEnvironmentVariable('ENTRA_CLIENT_ID', '')
param admins = filter(split(readEnvironmentVariable('ADMINS', ''), ','), address => !empty(address))
param alertEmails = filter(split(readEnvironmentVariable('ALERT_EMAILS', ''), ','), address => !empty(address))
param maximumInstances = 40
param dailyLogGigabytes = '0.1'
param monthlyBudget = 10
