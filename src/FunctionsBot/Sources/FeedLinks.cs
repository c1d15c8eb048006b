namespace FunctionsBot.Sources;

/// <summary>Links in feeds, and links to feeds.</summary>
public static class FeedLinks
{
    /// <summary>The feeds an HTML page names in its head, in its order (HTML §4.6.7.1, <c>rel="alternate"</c>).</summary>
    /// <param name="html">The page.</param>
    /// <param name="address">Where it came from.</param>
    public static IReadOnlyList<Uri> Find(ReadOnlySpan<char> html, Uri address)
    {
        List<Uri> found = [];
        var scan = new MarkupScanner(html);
        while (scan.NextTag() && found.Count < 20)
        {
            if (scan.IsEnd || !scan.Name.Equals("link", StringComparison.OrdinalIgnoreCase)) continue;
            if (!MarkupScanner.Attribute(scan.Attributes, "type", out var type) || !IsFeedType(type)) continue;
            if (!MarkupScanner.Attribute(scan.Attributes, "rel", out var rel) || !rel.Contains("alternate", StringComparison.OrdinalIgnoreCase)) continue;
            if (MarkupScanner.Attribute(scan.Attributes, "href", out var href) && Http(address, FeedText.Unescape(href)) is { } link && !found.Contains(link)) found.Add(link);
        }

        return found;
    }

    /// <summary>An http or https address, resolved; null where it is none.</summary>
    internal static Uri? Http(Uri? relativeTo, string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 4000) return null;
        if (text.AsSpan().IndexOfAny(" \t\r\n") >= 0) text = string.Concat(text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        // A leading slash is a file to Uri on Unix, so it only ever resolves.
        Uri? link = null;
        var whole = text[0] != '/' && Uri.TryCreate(text, UriKind.Absolute, out link);
        if (!whole && (relativeTo is null || !Uri.TryCreate(relativeTo, text, out link))) return null;
        return link!.Scheme is "http" or "https" && link.Host.Length > 0 ? link : null;
    }

    private static bool IsFeedType(ReadOnlySpan<char> type)
    {
        type = type.Trim();
        return type.StartsWith("application/rss+xml", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/atom+xml", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/rdf+xml", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/feed+json", StringComparison.OrdinalIgnoreCase);
    }
}
