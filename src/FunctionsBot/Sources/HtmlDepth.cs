namespace FunctionsBot.Sources;

/// <summary>How deep a page nests. Parsing costs depth times length, and a hundred thousand levels, which no author writes, take minutes.</summary>
internal static class HtmlDepth
{
    /// <summary>The parser's tree stops at 512 levels, as browsers' do; this leaves room for end tags that authors forget.</summary>
    private const int Most = 4000;

    public static bool IsTooDeep(ReadOnlySpan<char> html)
    {
        int depth = 0, deepest = 0;
        while (html.IndexOf('<') is >= 0 and var next && next + 1 < html.Length)
        {
            var c = html[next + 1];
            if (c == '/') depth--;
            else if (char.IsAsciiLetter(c) && !IsVoid(html[(next + 1)..])) deepest = Math.Max(deepest, ++depth);
            html = html[(next + 1)..];
        }

        return deepest > Most;
    }

    /// <summary>Elements that hold nothing, or whose end tags pages commonly leave out.</summary>
    private static bool IsVoid(ReadOnlySpan<char> tag)
    {
        var end = 0;
        while (end < tag.Length && end < 8 && char.IsAsciiLetterOrDigit(tag[end])) end++;
        Span<char> lower = stackalloc char[end];
        tag[..end].ToLowerInvariant(lower);
        return lower is "br" or "img" or "hr" or "input" or "meta" or "link" or "source" or "wbr" or "area" or "base" or "col" or "embed" or "track" or "param"
            or "p" or "li" or "dt" or "dd" or "tr" or "td" or "th" or "option" or "path" or "use" or "rect" or "circle";
    }
}
