metadata description = 'Tells people when the bot does not do its work: one rule that looks for everything, since each rule costs money every month.'

@description('Name of the action group and of the rule.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the Application Insights resource whose workspace is asked.')
param telemetryName string

@description('Who is told, by email.')
param emails string[]

resource telemetry 'Microsoft.Insights/components@2020-02-02' existing = {
  name: telemetryName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'policybot'
    emailReceivers: [
      for (email, i) in emails: {
        name: 'email-${i}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource troubles 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = {
  name: 'alert-${name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'FunctionsBot does not do its work'
    description: 'Work kept as poison, a fifth of the sources failing, deliveries half an hour late, or no look for due sources in 30 minutes. What to do about each stands in docs/runbook.md.'
    severity: 2
    enabled: true
    scopes: [telemetry.id]
    // Every 15 minutes is a third of the price of every 5.
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    criteria: {
      allOf: [
        {
          query: loadTextContent('alerts.kql')
          timeAggregation: 'Count'
          dimensions: [
            {
              name: 'Problem'
              operator: 'Include'
              values: ['*']
            }
          ]
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: [people.id] }
  }
}

@description('The action group.')
output actionGroupId string = people.id
