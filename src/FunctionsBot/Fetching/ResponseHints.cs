using System.Globalization;
using System.Net.Http.Headers;

namespace FunctionsBot.Fetching;

/// <summary>What an answer's headers say about when to come back.</summary>
internal static class ResponseHints
{
    /// <summary>No hint is honoured beyond this: a server's slip of a digit must not silence a source for years.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary><c>Retry-After</c> in seconds or as a date (RFC 9110 §10.2.3), between nothing and <see cref="Longest"/>.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => Bounded(wait),
        { Date: { } date } => Bounded(date - now),
        _ => Text(answer, "Retry-After") is { } text
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                ? Bounded(TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)))
                : null,
    };

    /// <summary>How long the answer stays fresh: max-age less Age, else Expires less Date (RFC 9111 §4.2.1).</summary>
    public static TimeSpan? FreshFor(HttpResponseMessage answer, DateTimeOffset now)
    {
        var cache = answer.Headers.CacheControl;
        if (cache is { NoCache: true } or { NoStore: true }) return null;
        var fresh = cache?.MaxAge is { } age
            ? age - (answer.Headers.Age ?? TimeSpan.Zero)
            : answer.Content.Headers.Expires - (answer.Headers.Date ?? now);
        return fresh > TimeSpan.Zero ? Bounded(fresh.Value) : null;
    }

    /// <summary>A header as it was sent, for validators that go back to the server unchanged.</summary>
    public static string? Text(HttpResponseMessage answer, string name)
    {
        HttpHeaders headers = name is "Last-Modified" or "Content-Type" ? answer.Content.Headers : answer.Headers;
        return headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 and <= 1024 } text ? text : null;
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
}
