metadata description = 'App Service Authentication: admins sign in with Entra; everybody else reads the site without.'

@description('Name of the app.')
param appName string

@description('Client id of the app registration. Its redirect address is the site followed by /.auth/login/aad/callback, and it issues ID tokens.')
param clientId string

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource authentication 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true }
    // The site is public; it asks for a sign-in itself under /manage and checks who came.
    globalValidation: { unauthenticatedClientAction: 'AllowAnonymous' }
    httpSettings: { requireHttps: true }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: clientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: { allowedAudiences: [clientId] }
      }
    }
    login: { tokenStore: { enabled: false } }
  }
}
