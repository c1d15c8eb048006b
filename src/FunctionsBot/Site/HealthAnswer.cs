using System.Text.Json;
using FunctionsBot.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsBot.Site;

/// <summary><c>/health</c>: 200 where the bot does its work, 503 where it does not, and as JSON what was found. For monitors; it needs no sign-in and tells no secret.</summary>
internal static class HealthAnswer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers the address before the site's own routing, where the host has registered <see cref="Health"/>.</summary>
    public static void UseHealth(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<Health>() is { } health)
        {
            app.Use(next => context => context.Request.Path == "/health" && HttpMethods.IsGet(context.Request.Method) ? Answer(context, health) : next(context));
        }
    }

    private static async Task Answer(HttpContext context, Health health)
    {
        var report = await health.Look(context.RequestAborted);
        context.Response.StatusCode = report.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(JsonSerializer.Serialize(report, Options), context.RequestAborted);
    }
}
