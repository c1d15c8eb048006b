using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using FunctionsBot.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace FunctionsBot.Functions;

/// <summary>
/// Who listens to traces, figures and logs: Azure Monitor where <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set, any collector where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is, both where both are, and else nobody.
/// Source: https://learn.microsoft.com/azure/azure-functions/opentelemetry-howto
/// </summary>
internal static class Listening
{
    /// <summary>Traces kept a second on each instance: a busy minute costs no more than a quiet one. Figures and logs are not thinned out.</summary>
    private const double TracesPerSecond = 1;

    /// <summary>Registers them.</summary>
    public static IServiceCollection AddListeners(this IServiceCollection services, IConfiguration configuration)
    {
        var azure = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
        var collector = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrEmpty(azure) && string.IsNullOrEmpty(collector))
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddSource(Signals.Name))
            .WithMetrics(figures => figures.AddMeter(Signals.Name))
            .WithLogging();
        if (!string.IsNullOrEmpty(azure))
        {
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = azure;
                options.TracesPerSecond = TracesPerSecond;
                if (configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] is "Authorization=AAD")
                {
                    options.Credential = new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);
                }
            });
        }

        if (!string.IsNullOrEmpty(collector))
        {
            telemetry.UseOtlpExporter();
        }

        return services;
    }
}
