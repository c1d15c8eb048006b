using System.Security.Cryptography;
using System.Text;

namespace FunctionsBot.Sources;

/// <summary>
/// The identity of an entry within its source: what the feed itself calls it, else its cleaned link. So it outlives edited titles, new
/// dates, tracking parameters, and a site's move to https.
/// </summary>
internal static class EntryKey
{
    /// <summary>The key from a feed's own id. One that is an address is compared as an address.</summary>
    public static string OfId(string id) =>
        id.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(id, UriKind.Absolute, out var link) ? OfLink(link) : Hash($"id {id}");

    /// <summary>The key from a link, without scheme, "www." and tracking parameters.</summary>
    public static string OfLink(Uri link)
    {
        var clean = LinkCleaner.Clean(link);
        var host = clean.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? clean.IdnHost[4..] : clean.IdnHost;
        var port = clean.IsDefaultPort ? "" : $":{clean.Port}";
        var path = clean.AbsolutePath.Length > 1 ? clean.AbsolutePath.TrimEnd('/') : "";
        return Hash($"link {host}{port}{path}{clean.Query}{clean.Fragment}");
    }

    /// <summary>The key of an entry that has neither: its words and its date.</summary>
    public static string OfText(string title, string? summary, DateTimeOffset? published) =>
        Hash($"text {title}\n{summary}\n{published?.UtcTicks}");

    /// <summary>16 hexadecimal digits of SHA-256: within one source, no two entries ever meet.</summary>
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
