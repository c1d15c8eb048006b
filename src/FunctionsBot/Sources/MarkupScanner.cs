using System.Buffers;

namespace FunctionsBot.Sources;

/// <summary>
/// Pulls tags out of XML, or what was meant to be XML, in one pass without a stack: a feed's shape is known, so the reader above says
/// which element it wants the inside of. Nothing is ever unread twice: what was looked for in vain is remembered.
/// </summary>
internal ref struct MarkupScanner(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int at;
    private int noCommentEnd = int.MaxValue;
    private int noCdataEnd = int.MaxValue;
    private int noQuote = int.MaxValue;
    private int noApostrophe = int.MaxValue;
    private Dictionary<string, int>? unclosed;

    /// <summary>What a look at one tag costs, in characters passed over.</summary>
    private const int StepCost = 16;

    /// <summary>Characters that may still be searched in vain: it keeps the cost linear for documents made to be bad.</summary>
    private long patience = (64L * 1024) + (8L * text.Length);

    /// <summary>The name of the last tag, with its prefix.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>What stands between the name and the end of the last tag.</summary>
    public ReadOnlySpan<char> Attributes { get; private set; }

    /// <summary>The last tag closes an element.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>The last tag opens and closes an element.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>The last element whose inside was asked for had no end tag.</summary>
    public bool Unclosed { get; private set; }

    /// <summary>The document type declaration, where one was passed.</summary>
    public ReadOnlySpan<char> Doctype { get; private set; }

    /// <summary>Where the last tag began.</summary>
    public int TagStart { get; private set; }

    public readonly bool AtEnd => at >= text.Length;

    public readonly int Position => at;

    /// <summary>Moves to the next start or end tag, past text, comments, CDATA, instructions and the doctype.</summary>
    public bool NextTag()
    {
        while (true)
        {
            var next = at < text.Length && text[at] == '<' ? 0 : text[at..].IndexOf('<');
            if (next < 0 || at + next + 1 >= text.Length)
            {
                at = text.Length;
                return false;
            }

            at += next;
            TagStart = at;
            var c = text[at + 1];
            if (c is '!' or '?') SkipDeclaration();
            else if (c == '/' || char.IsLetter(c) || c == '_') { if (ReadTag(c == '/')) return true; }
            else at++;
        }
    }

    /// <summary>
    /// The raw inside of the element whose start tag was just read, and moves past its end tag. Where that is missing before the
    /// enclosing <paramref name="boundary"/> begins or ends, it is the text up to the next tag, and <see cref="Unclosed"/> is set.
    /// </summary>
    public ReadOnlySpan<char> Inside(ReadOnlySpan<char> boundary)
    {
        Unclosed = false;
        if (IsEmpty) return default;
        var (start, before) = (at, patience);
        var name = Name;
        if (unclosed is null || !unclosed.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var until) || start >= until)
        {
            if (patience <= 0) return TextOnly(start);
            var end = FindEnd(name, boundary, start, out var closed);
            if (closed)
            {
                patience = before;
                var close = end + name.Length + 2;
                if (close >= text.Length || text[close] != '>') close = text[end..].IndexOf('>') is >= 0 and var further ? end + further : text.Length - 1;
                at = close + 1;
                return text[start..end];
            }

            unclosed ??= new(StringComparer.OrdinalIgnoreCase);
            unclosed.GetAlternateLookup<ReadOnlySpan<char>>()[name] = end;
        }

        return TextOnly(start);
    }

    private ReadOnlySpan<char> TextOnly(int start)
    {
        Unclosed = true;
        at = start;
        while (true)
        {
            var next = text[at..].IndexOf('<');
            at = next < 0 ? text.Length : at + next;
            if (!text[at..].StartsWith("<![CDATA[")) return text[start..at];
            at = Past("]]>", at + 9, ref noCdataEnd);
        }
    }

    private int FindEnd(ReadOnlySpan<char> name, ReadOnlySpan<char> boundary, int from, out bool closed)
    {
        closed = false;
        while (true)
        {
            var next = text[from..].IndexOf('<');
            patience -= (next < 0 ? text.Length - from : next) + StepCost;
            if (next < 0) return text.Length;
            from += next;
            var rest = text[(from + 1)..];
            if (rest.IsEmpty) return text.Length;
            if (rest[0] == '/')
            {
                if (closed = IsName(rest[1..], name)) return from;
                if (IsName(rest[1..], boundary) || IsFeedEnd(rest[1..])) return from;
            }
            else if (rest[0] == '!')
            {
                from = rest.StartsWith("![CDATA[") ? Past("]]>", from + 9, ref noCdataEnd)
                    : rest.StartsWith("!--") ? Past("-->", from + 4, ref noCommentEnd)
                    : from + 1;
                continue;
            }
            else if (IsName(rest, boundary))
            {
                return from;
            }

            from++;
        }
    }

    private static bool IsFeedEnd(ReadOnlySpan<char> rest) =>
        rest[..Math.Min(rest.Length, 1)] is "c" or "C" or "f" or "F" or "r" or "R"
        && (IsName(rest, "channel") || IsName(rest, "feed") || IsName(rest, "rss") || IsName(rest, "rdf:RDF"));

    private static bool IsName(ReadOnlySpan<char> rest, ReadOnlySpan<char> name) =>
        rest.Length >= name.Length
        && name.Length > 0
        && (rest.Length == name.Length || rest[name.Length] is '>' or '/' || char.IsWhiteSpace(rest[name.Length]))
        && (rest.StartsWith(name) || rest.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f>/<");

    /// <summary>Just past the next mark, or no further where there is none.</summary>
    private readonly int Past(ReadOnlySpan<char> mark, int from, ref int missingFrom)
    {
        var end = from >= missingFrom ? -1 : text[from..].IndexOf(mark);
        if (end >= 0) return from + end + mark.Length;
        missingFrom = Math.Min(missingFrom, from);
        return from;
    }

    private void SkipDeclaration()
    {
        var rest = text[at..];
        if (rest.StartsWith("<!--")) at = Past("-->", at + 4, ref noCommentEnd);
        else if (rest.StartsWith("<![CDATA[")) at = Past("]]>", at + 9, ref noCdataEnd);
        else if (Doctype.IsEmpty && rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)) SkipDoctype(rest);
        else at = rest.IndexOf('>') is >= 0 and var end ? at + end + 1 : text.Length;
    }

    /// <summary>The internal subset stands in brackets, and its declarations hold ">" of their own.</summary>
    private void SkipDoctype(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('>');
        var bracket = rest.IndexOf('[');
        if (bracket >= 0 && bracket < end)
        {
            var close = rest[bracket..].IndexOf(']');
            var after = close < 0 ? -1 : rest[(bracket + close)..].IndexOf('>');
            end = after < 0 ? end : bracket + close + after;
        }

        if (end < 0) end = rest.Length - 1;
        Doctype = rest[..end];
        at += end + 1;
    }

    private bool ReadTag(bool end)
    {
        var nameStart = at + (end ? 2 : 1);
        var nameLength = text[nameStart..].IndexOfAny(NameEnds);
        var nameEnd = nameLength < 0 ? text.Length : nameStart + nameLength;
        var close = nameLength > 0 && text[nameEnd] == '>' ? nameEnd : patience > 0 ? TagEnd(nameEnd) : -1;
        if (close < 0)
        {
            patience -= text.Length - nameEnd;
            close = text[nameEnd..].IndexOf('>') is >= 0 and var plain ? nameEnd + plain : -1;
        }

        if (close < 0)
        {
            at = text.Length;
            return false;
        }

        Name = text[nameStart..nameEnd];
        IsEnd = end;
        IsEmpty = !end && close > nameEnd && text[close - 1] == '/';
        Attributes = text[nameEnd..(IsEmpty ? close - 1 : close)];
        at = close + 1;
        return Name.Length > 0;
    }

    /// <summary>The ">" of a tag, passing those in quoted values. A quote that never closes, or follows no "=", is no quote.</summary>
    private int TagEnd(int from)
    {
        while (true)
        {
            var next = text[from..].IndexOfAny('>', '"', '\'');
            if (next < 0) return -1;
            from += next;
            var c = text[from];
            if (c == '>') return from;
            if (text[from - 1] != '=' && !(text[from - 1] == ' ' && text[from - 2] is '=' or ' '))
            {
                from++;
                continue;
            }

            ref var missingFrom = ref (c == '"' ? ref noQuote : ref noApostrophe);
            var close = from >= missingFrom ? -1 : text[(from + 1)..].IndexOf(c);
            if (close < 0) missingFrom = Math.Min(missingFrom, from);
            from += close < 0 ? 1 : close + 2;
        }
    }
}
