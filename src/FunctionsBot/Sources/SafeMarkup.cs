using System.Buffers;

namespace FunctionsBot.Sources;

/// <summary>
/// HTML made safe to show: written anew from what is allowed, so nothing of the input's own markup is ever passed on. Allowed elements with
/// allowed attributes, always quoted and escaped; addresses made whole, http, https or mailto; everything else loses its tags, and scripts,
/// styles and the like their insides too. End tags that are missing are added, those too many are left out.
/// </summary>
internal ref struct SafeMarkup
{
    /// <summary>Elements open at once; deeper ones lose their tags. Browsers stop at 512.</summary>
    private const int Deepest = 64;

    /// <summary>Characters kept: the longest articles have half as many, and a row of a table takes no more than thrice as many bytes.</summary>
    public const int Longest = 200_000;

    /// <summary>What a value in quotation marks must not hold. References may stay: they are undone after the marks are found.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create("\"<>\0");

    private readonly Uri relativeTo;
    private readonly string?[] open = new string?[Deepest];
    private int depth;
    private ReadOnlySpan<char> html;
    private TextBuffer safe;
    private bool noDoubleQuote;
    private bool noSingleQuote;
    private bool noCommentEnd;

    private SafeMarkup(ReadOnlySpan<char> html, Uri relativeTo)
    {
        this.html = html;
        this.relativeTo = relativeTo;
        safe = new(html.Length + 64);
    }

    /// <summary>Makes HTML safe.</summary>
    /// <param name="html">From anyone.</param>
    /// <param name="relativeTo">What its relative addresses are relative to.</param>
    public static string Of(ReadOnlySpan<char> html, Uri relativeTo)
    {
        html = html.Trim();
        if (html.IndexOfAny('<', '>') < 0) return html[..Math.Min(html.Length, Longest)].ToString();
        using var markup = new SafeMarkup(html, relativeTo);
        return markup.Run();
    }

    public readonly void Dispose() => safe.Dispose();

    /// <summary>Plain text as HTML.</summary>
    public static string OfText(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        text = text[..Math.Min(text.Length, Longest)];
        if (text.IndexOfAny('<', '>', '&') < 0) return text.ToString();
        return text.ToString().Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
    }

    private string Run()
    {
        while (!html.IsEmpty && safe.Length < Longest)
        {
            var next = html.IndexOf('<');
            AppendText(html[..Math.Min(next < 0 ? html.Length : next, Longest - safe.Length)]);
            if (next < 0) break;
            html = html[next..];
            var c = html.Length > 1 ? html[1] : ' ';
            if (c is '!' or '?') SkipDeclaration();
            else if (char.IsAsciiLetter(c) || (c == '/' && html.Length > 2 && char.IsAsciiLetter(html[2]))) Tag(c == '/');
            else TakeSign();
        }

        while (depth > 0) Close();
        return safe.Written.Trim().ToString();
    }

    /// <summary>References stay as they are: in text and in quoted values they never become markup.</summary>
    private void AppendText(ReadOnlySpan<char> text)
    {
        while (text.IndexOf('>') is >= 0 and var at)
        {
            safe.Append(text[..at]);
            safe.Append("&gt;");
            text = text[(at + 1)..];
        }

        safe.Append(text);
    }

    private void TakeSign()
    {
        safe.Append("&lt;");
        html = html[1..];
    }

    private void SkipDeclaration()
    {
        if (html.StartsWith("<!--") && !noCommentEnd)
        {
            var end = html[4..].IndexOf("-->");
            noCommentEnd = end < 0;
            if (end >= 0)
            {
                html = html[(end + 7)..];
                return;
            }
        }

        var close = html.IndexOf('>');
        html = close < 0 ? default : html[(close + 1)..];
    }

    private void Tag(bool isEnd)
    {
        var nameStart = isEnd ? 2 : 1;
        var nameEnd = nameStart;
        while (nameEnd < html.Length && (char.IsAsciiLetterOrDigit(html[nameEnd]) || html[nameEnd] is ':' or '-')) nameEnd++;
        var close = TagEnd(nameEnd);
        if (close < 0)
        {
            // A tag that the end of the text cuts off is no text either.
            html = default;
            return;
        }

        var name = html[nameStart..nameEnd];
        name = name[(name.IndexOf(':') + 1)..];
        var attributes = html[nameEnd..close];
        html = html[(close + 1)..];
        Span<char> lower = stackalloc char[16];
        if (name.Length > lower.Length) return;
        name.ToLowerInvariant(lower);
        ReadOnlySpan<char> known = lower[..name.Length];
        if (isEnd) CloseUpTo(known);
        else if (SafeElements.IsHidden(known)) html = attributes.EndsWith('/') ? html : AfterEnd(known);
        else if (SafeElements.Allowed(known) is { } element) Open(element, attributes);
    }

    private void Open(string element, ReadOnlySpan<char> attributes)
    {
        var isVoid = SafeElements.IsVoid(element);
        if (!isVoid && depth == Deepest) return;
        if (element is "p" or "li" && depth > 0 && open[depth - 1] == element) Close();
        safe.Append('<');
        safe.Append(element);
        AppendAttributes(element, attributes);
        safe.Append('>');
        if (!isVoid) open[depth++] = element;
    }

    private void AppendAttributes(string element, ReadOnlySpan<char> attributes)
    {
        var written = 0;
        while (written < 12 && MarkupAttributes.Next(ref attributes, out var key, out var value))
        {
            if (key.Length > 12 || SafeElements.AllowedAttribute(element, key, out var isAddress) is not { } attribute) continue;
            // The first of two with one name counts, in browsers as here; a second would only be dead weight.
            var asItStands = value.IndexOfAny(Signs) < 0 && (!isAddress || IsWhole(value));
            var text = asItStands ? "" : isAddress ? Address(element, FeedText.Unescape(value)) : FeedText.Unescape(value);
            if (text is null) continue;
            safe.Append(' ');
            safe.Append(attribute);
            safe.Append("=\"");
            if (asItStands) safe.Append(value);
            else AppendValue(text);
            safe.Append('"');
            written++;
        }
    }

    /// <summary>Most addresses are: nothing about them needs to be found out.</summary>
    private static bool IsWhole(ReadOnlySpan<char> address) =>
        (address.StartsWith("https://") || address.StartsWith("http://")) && address.IndexOfAnyExceptInRange('!', '~') < 0;

    private readonly string? Address(string element, string text)
    {
        text = text.Trim();
        if (element == "a" && (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))) return text;
        if (FeedLinks.Http(relativeTo, text) is not { } address) return null;
        return IsWhole(text) ? text : address.AbsoluteUri;
    }

    private void AppendValue(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': safe.Append("&quot;"); break;
                case '&': safe.Append("&amp;"); break;
                case '<': safe.Append("&lt;"); break;
                case '>': safe.Append("&gt;"); break;
                default: safe.Append(c); break;
            }
        }
    }

    private void CloseUpTo(scoped ReadOnlySpan<char> name)
    {
        var at = depth - 1;
        while (at >= 0 && !name.SequenceEqual(open[at])) at--;
        if (at < 0) return;
        while (depth > at) Close();
    }

    private void Close()
    {
        safe.Append("</");
        safe.Append(open[--depth]);
        safe.Append('>');
    }

    /// <summary>The "&gt;" that ends a tag, past those in quoted values; -1 where there is none.</summary>
    private int TagEnd(int from)
    {
        while (true)
        {
            var next = html[from..].IndexOfAny('>', '"', '\'');
            if (next < 0) return -1;
            from += next;
            var c = html[from];
            if (c == '>') return from;
            ref var none = ref (c == '"' ? ref noDoubleQuote : ref noSingleQuote);
            var isQuote = !none && html[..from].TrimEnd(' ').EndsWith('=');
            var end = isQuote ? html[(from + 1)..].IndexOf(c) : -1;
            none |= isQuote && end < 0;
            from += end < 0 ? 1 : end + 2;
        }
    }

    /// <summary>What follows the end tag of an element whose inside nobody is to see; nothing where it is never closed.</summary>
    private readonly ReadOnlySpan<char> AfterEnd(scoped ReadOnlySpan<char> name)
    {
        var rest = html;
        while (rest.IndexOf("</") is >= 0 and var next)
        {
            rest = rest[(next + 2)..];
            if (!rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            var close = rest.IndexOf('>');
            return close < 0 ? default : rest[(close + 1)..];
        }

        return default;
    }
}
