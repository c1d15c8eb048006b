metadata description = 'Tells people when the resource group costs more than it should in a month. It stops nothing.'

@description('Name of the budget.')
param name string

@description('Most it should cost in a month, in the currency of the subscription.')
@minValue(1)
param monthly int

@description('First day of a month, from which costs are counted.')
param start string

@description('Who is told, by email.')
param emails string[]

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: 'budget-${name}'
  properties: {
    category: 'Cost'
    amount: monthly
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      Half: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 50
        thresholdType: 'Actual'
        contactEmails: emails
      }
      Forecast: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: emails
      }
    }
  }
}
