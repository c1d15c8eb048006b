using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace FunctionsBot.Sources;

/// <summary>References such as &amp;amp;, &amp;#233; and &amp;eacute;, undone once.</summary>
internal static class CharacterReferences
{
    /// <summary>Appends text with its character references replaced; what is no reference stays.</summary>
    public static void Append(ref TextBuffer to, ReadOnlySpan<char> text, FeedEntities? entities)
    {
        while (NextReference(ref text, out var before, out var meant, entities))
        {
            to.Append(before);
            to.Append(meant);
        }

        to.Append(text);
    }

    /// <summary>Appends text as words, with its character references replaced.</summary>
    public static void AppendWords(ref TextBuffer to, ReadOnlySpan<char> text)
    {
        while (NextReference(ref text, out var before, out var meant, null))
        {
            to.AppendWords(before);
            to.AppendWords(meant);
        }

        to.AppendWords(text);
    }

    /// <summary>Takes text up to and with its next "&amp;" off the front; a bare one means itself.</summary>
    private static bool NextReference(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> before, out ReadOnlySpan<char> meant, FeedEntities? entities)
    {
        before = meant = default;
        var at = text.IndexOf('&');
        if (at < 0) return false;
        before = text[..at];
        text = text[at..];
        if (text.Length > 3 && text[3] == ';' && text[2] == 't' && text[1] is 'l' or 'g')
        {
            // Half of all references in feeds: HTML that is escaped.
            meant = text[1] == 'l' ? "<" : ">";
            text = text[4..];
            return true;
        }

        var end = text[..Math.Min(text.Length, 40)].IndexOf(';');
        if (end > 1 && Resolve(text[1..end], entities) is { } symbol)
        {
            meant = symbol;
            text = text[(end + 1)..];
            return true;
        }

        entities?.BareAmpersand = true;
        meant = text[..1];
        text = text[1..];
        return true;
    }

    private static string? Resolve(ReadOnlySpan<char> name, FeedEntities? entities)
    {
        switch (name)
        {
            case "amp": return "&";
            case "lt": return "<";
            case "gt": return ">";
            case "quot": return "\"";
            case "apos": return "'";
        }

        if (name[0] != '#' && Frequent(name) is { } frequent)
        {
            entities?.HtmlNames = true;
            return frequent;
        }

        if (name[0] == '#') return Numeric(name[1..]);
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c)) return null;
        }

        var key = name.ToString();
        if (entities?.Declared(key) is { } own) return own;
        var symbol = HtmlEntityProvider.Resolver.GetSymbol(key + ";");
        if (symbol is not null) entities?.HtmlNames = true;
        return symbol;
    }

    /// <summary>The names that fill French and English feeds, without a look into the table of two thousand.</summary>
    private static string? Frequent(ReadOnlySpan<char> name) => name switch
    {
        "nbsp" => "\u00a0",
        "eacute" => "é",
        "egrave" => "è",
        "ecirc" => "ê",
        "agrave" => "à",
        "ccedil" => "ç",
        "rsquo" => "’",
        "lsquo" => "‘",
        "ldquo" => "“",
        "rdquo" => "”",
        "laquo" => "«",
        "raquo" => "»",
        "hellip" => "…",
        "ndash" => "–",
        "mdash" => "—",
        _ => null,
    };

    /// <summary>Numbers 128 to 159 are Windows-1252 wherever people write them (HTML §13.2.5.84).</summary>
    private static string? Numeric(ReadOnlySpan<char> digits)
    {
        var hex = digits.StartsWith('x') || digits.StartsWith('X');
        var style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(hex ? digits[1..] : digits, style, CultureInfo.InvariantCulture, out var code)) return null;
        if (code is >= 128 and < 160) return Windows1252.Substring(code - 128, 1);
        return code is 0 or (< 32 and not (9 or 10 or 13)) ? "" : Rune.IsValid(code) ? new Rune(code).ToString() : "\uFFFD";
    }

    /// <summary>What a control character from 128 to 159 was in Windows-1252.</summary>
    public static char OfWindows1252(char control) => Windows1252[control - 128];

    private const string Windows1252 =
        "\u20AC\uFFFD\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\uFFFD\u017D\uFFFD\uFFFD\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\uFFFD\u017E\u0178";
}
