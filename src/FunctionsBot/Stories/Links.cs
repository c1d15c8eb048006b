using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>Addresses compared as documents: without scheme, <c>www.</c>, fragment, tracking parameters and the last slash.</summary>
internal static class Links
{
    /// <summary>The address as a term of a text that links to it.</summary>
    public static string Name(Uri link)
    {
        var host = link.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? link.Host[4..] : link.Host;
        var query = link.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !IsTracking(p)).Order(StringComparer.Ordinal);
        return $"@link {host.ToLowerInvariant()}{link.AbsolutePath.TrimEnd('/')}?{string.Join('&', query)}";
    }

    /// <summary>The document an item says it is. A site that names its home page as the true address of every article is not believed.</summary>
    public static ulong Key(Item item) =>
        Key(item.Canonical is { IsAbsoluteUri: true, AbsolutePath.Length: > 1 } canonical ? canonical : item.Link);

    private static ulong Key(Uri link) => Hashing.Of(Name(link));

    private static bool IsTracking(string parameter) =>
        parameter.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("fbclid=", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("gclid=", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("at_medium=", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("at_campaign=", StringComparison.OrdinalIgnoreCase);
}
