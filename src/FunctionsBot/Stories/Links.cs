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

    /// <summary>
    /// The document an item says it is. A site that names its home page as the true address of every article is not believed. What changed
    /// on a page is not the page: its address leads to a passage, and each change is a document of its own.
    /// </summary>
    public static ulong Key(Item item) => IsPassage(item.Link)
        ? Hashing.Of(Name(item.Link) + item.Link.Fragment)
        : Hashing.Of(Name(item.Canonical is { IsAbsoluteUri: true, AbsolutePath.Length: > 1 } canonical ? canonical : item.Link));

    /// <summary>
    /// Whether an item is a change of a page that the story has, or has another change of. That is a happening of its own: who was told of
    /// the page has not been told what was added to it.
    /// </summary>
    public static bool IsAnotherChange(Item item, Story story) =>
        IsPassage(item.Link) && Name(item.Link) is var page && story.Members.Any(m => m.Link.AbsoluteUri != item.Link.AbsoluteUri && Name(m.Link) == page);

    /// <summary>A text fragment (https://wicg.github.io/scroll-to-text-fragment/), or the mark of a change that has no passage to lead to.</summary>
    public static bool IsPassage(Uri link) =>
        link.Fragment.StartsWith("#:~:text=", StringComparison.Ordinal) || link.Fragment.StartsWith("#change-", StringComparison.Ordinal);

    private static bool IsTracking(string parameter) =>
        parameter.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("fbclid=", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("gclid=", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("at_medium=", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("at_campaign=", StringComparison.OrdinalIgnoreCase);
}
