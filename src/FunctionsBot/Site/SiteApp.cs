using System.Diagnostics;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using FunctionsBot.Delivery;
using FunctionsBot.Site.Feeds;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsBot.Site;

/// <summary>The whole site, the Telegram webhook included, as one delegate that any host of ASP.NET Core can run.</summary>
public static partial class SiteApp
{
    /// <summary>
    /// Registers what the site is made of. The host registers <see cref="Tables"/>, <see cref="Settings"/>, <see cref="TimeProvider"/>,
    /// <see cref="SiteActions"/> and logging.
    /// </summary>
    public static IServiceCollection AddSite(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "functionsbot-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.FormFieldName = "form-token";
            o.SuppressXFrameOptionsHeader = true; // The content security policy says it for every answer.
        });
        services.AddDataProtection().SetApplicationName("FunctionsBot");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            o => o.XmlRepository = new KeyRing(provider.GetRequiredService<Tables>().Documents)));

        // French stays readable in the source; what could end a text or an attribute is encoded all the same.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.TryAddSingleton(_ => new DiagnosticListener("FunctionsBot.Site"));
        services.TryAddSingleton<DiagnosticSource>(p => p.GetRequiredService<DiagnosticListener>());

        services.AddSingleton(p => new SigningKey(p.GetRequiredService<Tables>(), p.GetRequiredService<Settings>().SigningKey));
        services.AddSingleton(p => new SignedLinks(p.GetRequiredService<SigningKey>(), p.GetRequiredService<Settings>().SiteUrl));
        services.AddSingleton<DestinationIds>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<SubscribeLimit>();
        services.AddSingleton<FeedMemory>();
        services.AddSingleton(p => new AdminGate(
            p.GetRequiredService<Settings>(), p.GetRequiredService<SignIn>(), p.GetService<Func<string, string?>>() ?? Environment.GetEnvironmentVariable));
        services.AddSingleton<SiteParts>();
        return services;
    }

    /// <summary>Builds the site once. The host hands it every request it has no other use for, whatever it routed itself before.</summary>
    public static RequestDelegate Build(IServiceProvider services)
    {
        var parts = services.GetRequiredService<SiteParts>();
        var log = parts.Loggers.CreateLogger("FunctionsBot.Site");
        var app = new ApplicationBuilder(services);
        app.Use(next => context => Guard(context, next, parts, log));
        app.UseHealth();
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            foreach (var route in Routes.All)
            {
                endpoints.MapMethods(route.Pattern, route.Methods, context => Answer(context, route, parts));
            }
        });
        return app.Build();
    }

    /// <summary>Outermost: headers, limits, and a readable page for everything that found no answer or failed.</summary>
    private static async Task Guard(HttpContext context, RequestDelegate next, SiteParts parts, ILogger log)
    {
        // A host with routes of its own (the Functions worker) has chosen an endpoint already; the site's routing looks afresh.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        SecurityHeaders.Set(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Math.Max(Visit.FormLimit, TelegramWebhook.BodyLimit);
        }

        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: 404 or 405, ContentLength: null })
            {
                await Fail(context, parts, context.Response.StatusCode);
            }
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Fail(context, parts, e.StatusCode);
        }
        catch (InvalidDataException) when (!context.Response.HasStarted)
        {
            await Fail(context, parts, StatusCodes.Status400BadRequest); // A form over its limits.
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(log, e, context.Request.Method, context.Request.Path);
            await Fail(context, parts, StatusCodes.Status500InternalServerError);
        }
    }

    private static async Task Answer(HttpContext context, Route route, SiteParts parts)
    {
        var entrance = parts.Gate.Enter(context);
        if (entrance is Entrance.Admin admin)
        {
            // Form tokens are bound to who asked for them.
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, admin.Name)], "FunctionsBot"));
        }

        var visit = new Visit(context, parts, entrance);
        var refused = route.Role is { } role && !visit.Can(role);
        if (!refused)
        {
            Widen(context, route);
        }

        if (!refused && route.Access != Access.Signed && context.Request.HasFormContentType)
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
        }

        var result = route.Access switch
        {
            _ when refused => Refuse(visit, route.Role!.Value),
            Access.Signed => await route.Handle(visit),
            _ when HttpMethods.IsPost(context.Request.Method) && !await parts.Forgery.IsRequestValidAsync(context) =>
                visit.Say(Words.FormExpired, visit.T(Words.FormExpiredText), StatusCodes.Status400BadRequest),
            _ => await route.Handle(visit),
        };
        await result.ExecuteAsync(context);
    }

    /// <summary>What takes a file or a mail may be larger than others; whoever may not send it is refused before a byte of it is read.</summary>
    private static void Widen(HttpContext context, Route route)
    {
        if (route.FileBytes > 0 && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = route.FileBytes + Visit.FormLimit;
        }
    }

    private static IResult Refuse(Visit visit, Role needed) => visit.Entrance switch
    {
        Entrance.Admin admin => visit.Say(
            Words.NotAllowed, visit.T(Words.RoleTooLow, admin.Name, visit.T(Words.Of(admin.Role)), visit.T(Words.Of(needed))), StatusCodes.Status403Forbidden),
        Entrance.Nobody { SignInPath: { } path } when !HttpMethods.IsPost(visit.Context.Request.Method) => Visit.See(path),
        Entrance.Stranger stranger => visit.Say(Words.NotAllowed, visit.T(Words.NotAdmin, stranger.Name), StatusCodes.Status403Forbidden),
        _ => visit.Say(Words.NotAllowed, visit.T(Words.SignInHint), StatusCodes.Status403Forbidden),
    };

    private static Task Fail(HttpContext context, SiteParts parts, int status)
    {
        context.Response.Clear();
        SecurityHeaders.Set(context);
        var visit = new Visit(context, parts, parts.Gate.Enter(context));
        var (title, text) = status switch
        {
            404 => (Words.NotFound, Words.NotFoundText),
            405 => (Words.NotLikeThis, Words.NotLikeThisText),
            413 => (Words.TooLarge, Words.TooLargeText),
            >= 500 => (Words.Broken, Words.BrokenText),
            _ => (Words.BadRequest, Words.BadRequestText),
        };
        return visit.Say(title, visit.T(text), status).ExecuteAsync(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string method, string path);
}
