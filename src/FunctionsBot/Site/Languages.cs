using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site;

/// <summary>Which of its two languages the site speaks to whom.</summary>
internal static class Languages
{
    public const string Cookie = "functionsbot-language";
    public const string Query = "lang";

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static CultureInfo Culture(string language) => language == "fr" ? French : English;

    public static string Other(string language) => language == "fr" ? "en" : "fr";

    public static bool IsKnown(string? language) => language is "fr" or "en";

    /// <summary>What the address asks for, else what was chosen before, else what the browser prefers (RFC 9110 §12.5.4), else English.</summary>
    public static string Choose(HttpContext context)
    {
        if (context.Request.Query[Query].ToString() is { } asked && IsKnown(asked))
        {
            context.Response.Cookies.Append(Cookie, asked, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
                Path = "/",
                IsEssential = true,
            });
            return asked;
        }

        return context.Request.Cookies[Cookie] is { } chosen && IsKnown(chosen) ? chosen : Preferred(context.Request);
    }

    /// <summary>The same page in the other language; for the answer to a form, which has no address of its own, the home page.</summary>
    public static string Switch(HttpRequest request, string to)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return $"/?{Query}={to}";
        }

        var kept = request.Query.Where(q => q.Key is not (Query or "done")).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
        return request.Path + QueryString.Create(kept.Append(KeyValuePair.Create(Query, (string?)to)));
    }

    private static string Preferred(HttpRequest request) =>
        Microsoft.Net.Http.Headers.StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted)
            ? wanted
                .Where(w => w.Quality is not 0)
                .OrderByDescending(w => w.Quality ?? 1)
                .Select(w => w.Value.ToString().Split('-')[0].ToLowerInvariant())
                .FirstOrDefault(IsKnown) ?? "en"
            : "en";
}
