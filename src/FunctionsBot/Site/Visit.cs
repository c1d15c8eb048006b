using FunctionsBot.Delivery;
using FunctionsBot.Site.Feeds;
using FunctionsBot.Site.Pages;
using FunctionsBot.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace FunctionsBot.Site;

/// <summary>Everything the pages work with, made once.</summary>
internal sealed record SiteParts(
    IServiceProvider Services,
    Tables Tables,
    Settings Settings,
    TimeProvider Clock,
    SiteActions Actions,
    SignedLinks Links,
    DestinationIds Ids,
    SignIn SignIn,
    AdminGate Gate,
    SubscribeLimit Limit,
    FeedMemory Feeds,
    IAntiforgery Forgery,
    ILoggerFactory Loggers);

/// <summary>One request, as the pages see it.</summary>
internal sealed class Visit(HttpContext context, SiteParts parts, Entrance entrance)
{
    /// <summary>A form of the site is a few kilobytes; a query may be long, a million characters it is not.</summary>
    public const int FormLimit = 64 * 1024;

    public HttpContext Context => context;

    public SiteParts Parts => parts;

    public Tables Tables => parts.Tables;

    public CancellationToken Cancel => context.RequestAborted;

    public DateTimeOffset Now => parts.Clock.GetUtcNow();

    public string Language { get; } = Languages.Choose(context);

    public Entrance Entrance => entrance;

    /// <summary>The admin's name; empty for everyone else.</summary>
    public string By => (entrance as Entrance.Admin)?.Name ?? "";

    /// <summary>Whether the admin's role allows what needs this one.</summary>
    public bool Can(Role role) => entrance is Entrance.Admin admin && admin.Role >= role;

    /// <summary>A value of the path; empty if there is none.</summary>
    public string Route(string name) => context.GetRouteValue(name) as string ?? "";

    /// <summary>A value of the path as a key of the store; null where no key can look like that, so that nothing is there.</summary>
    public string? Key(string name) => IsKey(Route(name)) ? Route(name) : null;

    /// <summary>Whether a text can be a key of <see cref="ITable"/>.</summary>
    public static bool IsKey(string text) => text.Length is > 0 and <= 512 && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '/' or '\\' or '#' or '?');

    /// <summary>A value of the query string; null if there is none.</summary>
    public string? Query(string name) => context.Request.Query[name] is [{ } value, ..] ? value : null;

    /// <summary>A field of the posted form, trimmed; empty if there is none.</summary>
    public string Field(string name) => Fields(name) is [var first, ..] ? first.Trim() : "";

    /// <summary>All values of a field.</summary>
    public IReadOnlyList<string> Fields(string name) =>
        context.Request.HasFormContentType ? [.. context.Request.Form[name].OfType<string>()] : [];

    public string T(Text text) => text.In(Language);

    public string T(Text text, params object?[] values) => string.Format(Languages.Culture(Language), text.In(Language), values);

    /// <summary>A page of the site.</summary>
    public IResult Page<TPage>(string title, Dictionary<string, object?>? parameters = null, int status = StatusCodes.Status200OK, string? titleLanguage = null)
        where TPage : SitePage => new PageResult(parts, typeof(TPage), parameters ?? [], View(title) with { TitleLanguage = titleLanguage }, status);

    /// <summary>A page that says one thing.</summary>
    public IResult Say(Text title, string message, int status = StatusCodes.Status200OK) => Page<NoticePage>(
        T(title), new() { [nameof(NoticePage.Message)] = message }, status);

    /// <summary>The page for what is not there.</summary>
    public IResult NotThere() => Say(Words.NotFound, T(Words.NotFoundText), StatusCodes.Status404NotFound);

    /// <summary>After a form: go and look (RFC 9110 §15.4.4), with a word of what was done.</summary>
    public static IResult See(string path, string? done = null) =>
        new SeeOther(done is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={done}");

    private View View(string title) => new()
    {
        Language = Language,
        Title = title,
        Path = context.Request.Path.Value ?? "/",
        OtherLanguage = Languages.Switch(context.Request, Languages.Other(Language)),
        Admin = (entrance as Entrance.Admin)?.Name,
        Role = (entrance as Entrance.Admin)?.Role,
        Now = Now,
        Done = Words.Done(Query("done")) is { } done ? T(done) : null,
        FormToken = () =>
        {
            var tokens = parts.Forgery.GetAndStoreTokens(context);
            return (tokens.FormFieldName, tokens.RequestToken!);
        },
    };

    private sealed record SeeOther(string Path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = Path;
            return Task.CompletedTask;
        }
    }
}
