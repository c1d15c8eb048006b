namespace FunctionsBot.Sources;

/// <summary>Links as feeds and pages write them.</summary>
internal static class FeedLinks
{
    /// <summary>An http or https address, resolved; null where it is none.</summary>
    public static Uri? Http(Uri? relativeTo, string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 4000) return null;
        if (text.AsSpan().IndexOfAny(" \t\r\n") >= 0) text = string.Concat(text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        if (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var usual) ? usual : null;
        }

        // A leading slash is a file to Uri on Unix, so it only ever resolves.
        Uri? link = null;
        var whole = text[0] != '/' && Uri.TryCreate(text, UriKind.Absolute, out link);
        if (!whole && (relativeTo is null || !Uri.TryCreate(relativeTo, text, out link))) return null;
        return link!.Scheme is "http" or "https" && link.Host.Length > 0 ? link : null;
    }
}
