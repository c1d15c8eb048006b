using System.Buffers;

namespace FunctionsBot.Sources;

/// <summary>
/// How deep a page nests, and how much it holds. Parsing costs depth times length, and a hundred thousand levels, which no author writes, take
/// minutes; every element with its text takes a kilobyte of memory.
/// </summary>
internal static class HtmlLimits
{
    /// <summary>The parser's tree stops at 512 levels, as browsers' do; this leaves room for end tags that authors forget.</summary>
    private const int Deepest = 4000;

    private const int MostElements = 50_000;

    private const int LongestName = 16;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/>");

    /// <summary>Why a page is not parsed, as the end of a sentence; null where it is.</summary>
    public static string? Refusal(ReadOnlySpan<char> html)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        int depth = 0, deepest = 0, elements = 0;
        var inParagraph = false;
        while (html.IndexOf('<') is >= 0 and var next && next + 1 < html.Length)
        {
            html = html[(next + 1)..];
            var isEnd = html[0] == '/';
            var name = Name(isEnd ? html[1..] : html);
            if (name.IsEmpty || IsVoid(name))
            {
                var isParagraph = name.Equals("p", StringComparison.OrdinalIgnoreCase);
                // "</p>" where none is open makes one, and "</br>" is a "<br>" (HTML §13.2.6.4.7).
                elements += !isEnd || (isParagraph && !inParagraph) || name.Equals("br", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                inParagraph = isParagraph ? !isEnd : inParagraph;
            }
            else if (!isEnd)
            {
                elements++;
                deepest = Math.Max(deepest, ++depth);
                open[name] = open.TryGetValue(name, out var before) ? before + 1 : 1;
            }
            else if (open.TryGetValue(name, out var many) && many > 0)
            {
                // An end tag of what is not open closes nothing.
                depth--;
                open[name] = many - 1;
            }

            html = AfterTag(html, isEnd ? default : name);
        }

        return deepest > Deepest ? "nests its elements too deep to be a page anyone wrote"
            : elements > MostElements ? "has more than 50,000 elements"
            : null;
    }

    /// <summary>What follows a tag or comment: what stands in it, or in an element that holds only text, closes nothing.</summary>
    private static ReadOnlySpan<char> AfterTag(ReadOnlySpan<char> html, ReadOnlySpan<char> name)
    {
        if (html.StartsWith("!--"))
        {
            // "<!-->" is a whole comment (HTML §13.2.5.43).
            return html.StartsWith("!-->") ? html[4..] : html[3..].IndexOf("-->") is >= 0 and var close ? html[(close + 6)..] : default;
        }

        var isTag = char.IsAsciiLetter(html[0]) || (html[0] == '/' && html.Length > 1 && char.IsAsciiLetter(html[1]));
        if (!isTag && html[0] is not ('!' or '?' or '/')) return html;
        html = html[TagEnd(html, isTag)..];
        if (!IsTextOnly(name)) return html;
        while (html.IndexOf("</") is >= 0 and var end)
        {
            html = html[end..];
            if (html[2..].StartsWith(name, StringComparison.OrdinalIgnoreCase)) return html;
            html = html[2..];
        }

        return default;
    }

    /// <summary>Just past the "&gt;" of a tag, passing those in quoted values; of what is no tag, just past the first.</summary>
    private static int TagEnd(ReadOnlySpan<char> html, bool isTag)
    {
        var at = 0;
        while (html[at..].IndexOfAny('>', '"', '\'') is >= 0 and var next)
        {
            at += next;
            if (html[at] == '>') return at + 1;
            var isValue = isTag && html[..at].TrimEnd(" \t\r\n\f").EndsWith('=');
            if (!isValue) at++;
            else if (html[(at + 1)..].IndexOf(html[at]) is >= 0 and var close) at += close + 2;
            else break;
        }

        return html.Length;
    }

    /// <summary>A tag's name, which goes on to the next space, slash or end (HTML §13.2.5.8): "&lt;li#x&gt;" is no list item, and "&lt;/li&gt;" does not close it.</summary>
    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag)
    {
        if (tag.IsEmpty || !char.IsAsciiLetter(tag[0])) return default;
        var end = tag[..Math.Min(tag.Length, LongestName)].IndexOfAny(NameEnds);
        return end < 0 ? tag[..Math.Min(tag.Length, LongestName)] : tag[..end];
    }

    /// <summary>Elements whose inside is text (HTML §13.2.5.1, scripts not run).</summary>
    private static bool IsTextOnly(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char[LongestName];
        name.ToLowerInvariant(lower);
        ReadOnlySpan<char> known = lower[..name.Length];
        return known is "script" or "style" or "textarea" or "title" or "xmp" or "iframe" or "noembed" or "noframes";
    }

    /// <summary>Elements that hold nothing, or whose end tags pages commonly leave out.</summary>
    private static bool IsVoid(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char[LongestName];
        name.ToLowerInvariant(lower);
        ReadOnlySpan<char> known = lower[..name.Length];
        return known is "br" or "img" or "hr" or "input" or "meta" or "link" or "source" or "wbr" or "area" or "base" or "col" or "embed" or "track" or "param"
            or "p" or "li" or "dt" or "dd" or "tr" or "td" or "th" or "option" or "path" or "use" or "rect" or "circle";
    }
}
