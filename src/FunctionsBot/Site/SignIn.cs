using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site;

/// <summary>
/// Sign-in without passwords for the local host: whoever can read its console is an admin. Links live in this process only;
/// where nobody calls <see cref="CreateLink"/>, as in Azure, nobody can sign in this way.
/// </summary>
public sealed class SignIn(Settings settings, TimeProvider clock, IDataProtectionProvider protection)
{
    internal const string Cookie = "functionsbot-admin";

    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(12);

    // Kept by hash: the look-up compares hashes, whose timing tells nothing of a token.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _links = new();
    private readonly IDataProtector _protector = protection.CreateProtector("FunctionsBot.Site.SignIn");

    /// <summary>A link that signs one person in, once, within 15 minutes.</summary>
    public Uri CreateLink()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _links[Hash(token)] = clock.GetUtcNow() + LinkLife;
        return new Uri(settings.SiteUrl, $"/signin?token={token}");
    }

    internal bool IsGood(string? token) => token is not null && _links.TryGetValue(Hash(token), out var until) && clock.GetUtcNow() < until;

    /// <summary>Uses up a link and sets the session's cookie; false if the link is unknown, used or too old.</summary>
    internal bool Redeem(HttpContext context, string? token)
    {
        if (token is null || !_links.TryRemove(Hash(token), out var until) || clock.GetUtcNow() >= until)
        {
            return false;
        }

        var ends = clock.GetUtcNow() + SessionLife;
        context.Response.Cookies.Append(Cookie, _protector.Protect(ends.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), Options(context));
        return true;
    }

    internal bool IsSignedIn(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and < 1024 } cookie)
        {
            return false;
        }

        try
        {
            return long.TryParse(_protector.Unprotect(cookie), CultureInfo.InvariantCulture, out var ends) && clock.GetUtcNow().ToUnixTimeSeconds() < ends;
        }
        catch (CryptographicException)
        {
            return false; // Forged, cut, or made under a key that is gone: the same as no cookie.
        }
    }

    internal static void SignOut(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context));

    // No Expires: the browser's clock has no say, the signed time within has.
    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
