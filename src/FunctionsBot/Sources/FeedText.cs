using System.Buffers;

namespace FunctionsBot.Sources;

/// <summary>The inside of XML elements as text, and HTML as plain text.</summary>
internal static class FeedText
{
    /// <summary>Elements whose beginning alone is taken for markup; others, such as &lt;template&gt;, may be what a title is about.</summary>
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Formatting = Names(
        "a b i u em strong br p img div span script style iframe h1 h2 h3 h4 h5 h6 ul ol li table tr td th font sup sub center object embed svg "
            + "input form hr small blockquote pre tt s del ins big nobr wbr figure cite q mark abbr meta link");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Inline = Names(
        "a b i u em strong span font sup sub small tt s del ins big nobr wbr cite q mark abbr acronym code kbd time");

    /// <summary>
    /// What an element holds once XML is undone: CDATA as it stands, references replaced, once. Where it holds elements itself, its
    /// markup as it stands.
    /// </summary>
    /// <param name="inside">The raw inside.</param>
    /// <param name="entities">Entities the document declared; may be null.</param>
    public static string Unescape(ReadOnlySpan<char> inside, FeedEntities? entities = null)
    {
        inside = inside.Trim();
        if (Plainly(ref inside)) return inside.ToString();
        var text = new TextBuffer(inside.Length);
        Unescape(inside, entities, ref text);
        var result = text.Written.Trim().ToString();
        text.Dispose();
        return result;
    }

    /// <summary>An element's inside as words, by the rule that fits what its kind is said to be.</summary>
    public static string Words(ReadOnlySpan<char> inside, TextKind kind, FeedEntities? entities)
    {
        inside = inside.Trim();
        if (TextBuffer.IsPlain(inside)) return inside.ToString();
        if (Plainly(ref inside)) return Words(inside, kind);
        var text = new TextBuffer(inside.Length);
        Unescape(inside, entities, ref text);
        var result = Words(text.Written, kind);
        text.Dispose();
        return result;
    }

    /// <summary>Text as words: HTML loses its markup; text keeps its signs, except where it is plainly HTML in disguise.</summary>
    public static string Words(ReadOnlySpan<char> text, TextKind kind)
    {
        if (text.IndexOfAny('<', '&') < 0) return OneLine(text);
        return kind switch
        {
            TextKind.Html => Plain(text),
            TextKind.Unsaid => LooksLikeMarkup(text, closedOnly: false) ? Plain(text) : Decoded(text),
            _ => LooksLikeMarkup(text, closedOnly: true) ? Plain(text) : OneLine(text),
        };
    }

    /// <summary>Whether nothing needs undoing, or nothing but one CDATA section around it all, which is then taken off.</summary>
    public static bool Plainly(ref ReadOnlySpan<char> inside)
    {
        if (inside.IndexOfAny('<', '&') < 0) return true;
        if (!inside.StartsWith("<![CDATA[") || inside.IndexOf("]]>") != inside.Length - 3) return false;
        inside = inside[9..^3];
        return true;
    }

    private static void Unescape(ReadOnlySpan<char> inside, FeedEntities? entities, ref TextBuffer text)
    {
        if (inside.IndexOf('<') < 0)
        {
            CharacterReferences.Append(ref text, inside, entities);
            return;
        }

        var inline = HoldsElements(inside);
        while (!inside.IsEmpty)
        {
            var next = inside.IndexOf('<');
            if (next != 0)
            {
                var run = next < 0 ? inside : inside[..next];
                if (inline) text.Append(run);
                else CharacterReferences.Append(ref text, run, entities);
                inside = inside[run.Length..];
            }
            else if (inside.StartsWith("<![CDATA["))
            {
                var end = inside.IndexOf("]]>");
                text.Append(end < 0 ? inside[9..] : inside[9..end]);
                inside = end < 0 ? default : inside[(end + 3)..];
            }
            else if (inside.StartsWith("<!--"))
            {
                var end = inside.IndexOf("-->");
                if (end < 0) break;
                inside = inside[(end + 3)..];
            }
            else
            {
                text.Append('<');
                inside = inside[1..];
            }
        }
    }

    /// <summary>HTML as the words a reader sees, on one line.</summary>
    public static string Plain(ReadOnlySpan<char> html)
    {
        var text = new TextBuffer(html.Length);
        while (!html.IsEmpty)
        {
            var next = html.IndexOf('<');
            CharacterReferences.AppendWords(ref text, next < 0 ? html : html[..next]);
            if (next < 0) break;
            html = html[next..];
            var tag = TagLength(html);
            if (tag == 0)
            {
                text.AppendWords("<");
                html = html[1..];
                continue;
            }

            var name = TagName(html[1..]);
            if (name is "p" or "br" or "li" or "div" || !IsInline(name)) text.AppendGap();
            var hidden = html[1] != '/' && name is "script" or "style" or "SCRIPT" or "STYLE" or "Script" or "Style";
            html = html[tag..];
            if (hidden) html = AfterEnd(html, name);
        }

        var result = text.ToString();
        text.Dispose();
        return result;
    }

    private static bool IsInline(ReadOnlySpan<char> name) => name switch
    {
        // The most frequent, without a look into the table.
        "a" or "b" or "i" or "em" or "strong" or "span" => true,
        "img" or "ul" or "h2" or "h3" or "table" or "td" or "tr" => false,
        _ => Inline.Contains(name),
    };

    private static string Decoded(ReadOnlySpan<char> text)
    {
        var words = new TextBuffer(text.Length);
        CharacterReferences.AppendWords(ref words, text);
        var result = words.ToString();
        words.Dispose();
        return result;
    }

    public static bool LooksLikeMarkup(ReadOnlySpan<char> text, bool closedOnly)
    {
        while (text.IndexOf('<') is >= 0 and var next)
        {
            text = text[next..];
            var length = TagLength(text);
            if (length > 0)
            {
                var name = TagName(text[1..]);
                if (text[1] == '/' && name.Length > 0) return true;
                if (!closedOnly && (text[1] == '!' || Formatting.Contains(name))) return true;
            }

            text = text[Math.Max(1, length)..];
        }

        return false;
    }

    /// <summary>Whether text has no tags of its own, but escaped ones.</summary>
    public static bool LooksEscaped(ReadOnlySpan<char> text) => text.IndexOf('<') < 0 && text.IndexOf("&lt;") is >= 0 and var at && text[at..].IndexOf("&gt;") > 0;

    /// <summary>White space runs become one space; control characters go. The text itself where it is one line.</summary>
    public static string OneLine(string text) =>
        text.Length > 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && TextBuffer.IsOneLine(text) ? text : OneLine(text.AsSpan());

    /// <summary>White space runs become one space; control characters go.</summary>
    public static string OneLine(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (TextBuffer.IsOneLine(text)) return text.ToString();
        var words = new TextBuffer(text.Length);
        words.AppendWords(text);
        var result = words.ToString();
        words.Dispose();
        return result;
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(string names) =>
        new HashSet<string>(names.Split(' '), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static bool HoldsElements(ReadOnlySpan<char> inside)
    {
        while (inside.IndexOf('<') is >= 0 and var next)
        {
            inside = inside[next..];
            if (inside.StartsWith("<![CDATA["))
            {
                var end = inside.IndexOf("]]>");
                if (end < 0) return false;
                inside = inside[(end + 3)..];
                continue;
            }

            if (inside.StartsWith("<!--"))
            {
                var end = inside.IndexOf("-->");
                if (end < 0) return false;
                inside = inside[(end + 3)..];
                continue;
            }

            if (inside.Length > 1 && (char.IsAsciiLetter(inside[1]) || inside[1] == '/') && TagLength(inside) > 0) return true;
            inside = inside[1..];
        }

        return false;
    }

    /// <summary>The length of the tag or comment that text begins with; 0 where it begins with a plain "&lt;".</summary>
    private static int TagLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 3) return 0;
        if (text.StartsWith("<!--")) return text.IndexOf("-->") is >= 0 and var end ? end + 3 : text.Length;
        var c = text[1] == '/' ? text[2] : text[1];
        if (!char.IsAsciiLetter(c) && c is not ('!' or '?')) return 0;
        var close = text.IndexOfAny('>', '<', 1);
        return close > 0 && text[close] == '>' ? close + 1 : 0;
    }

    private static int IndexOfAny(this ReadOnlySpan<char> text, char a, char b, int from) =>
        text[from..].IndexOfAny(a, b) is >= 0 and var at ? at + from : -1;

    private static ReadOnlySpan<char> TagName(ReadOnlySpan<char> text)
    {
        text = text.TrimStart('/');
        var end = text.IndexOfAnyExcept(NameCharacters);
        var name = end < 0 ? text : text[..end];
        return name[(name.IndexOf(':') + 1)..];
    }

    private static ReadOnlySpan<char> AfterEnd(ReadOnlySpan<char> html, ReadOnlySpan<char> name)
    {
        while (html.IndexOf("</") is >= 0 and var next)
        {
            html = html[(next + 2)..];
            if (!html.StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            var close = html.IndexOf('>');
            return close < 0 ? default : html[(close + 1)..];
        }

        return default;
    }

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-:");
}
