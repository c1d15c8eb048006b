using System.Text;

namespace FunctionsBot.Extraction;

/// <summary>Small questions about runs of text.</summary>
internal static class Words
{
    private static readonly char[] Folded = FoldTable();

    /// <summary>
    /// White space of any kind made single blanks, ends trimmed, characters that show nothing left out. Non-breaking spaces become plain
    /// ones.
    /// </summary>
    public static string Squeeze(ReadOnlySpan<char> text)
    {
        var squeezed = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in text)
        {
            if (IsBlank(c))
            {
                gap = squeezed.Length > 0;
            }
            else if (!IsInvisible(c))
            {
                if (gap)
                    squeezed.Append(' ');
                squeezed.Append(c);
                gap = false;
            }
        }

        return squeezed.ToString();
    }

    /// <summary>Squeezed, lower-case, without accents, quotes straight: what phrases are compared in.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in text)
        {
            if (IsBlank(c))
            {
                gap = folded.Length > 0;
                continue;
            }

            if (IsInvisible(c))
                continue;
            if (gap)
                folded.Append(' ');
            gap = false;
            Fold(c, folded);
        }

        return folded.ToString();
    }

    /// <summary>How many words, at most <paramref name="limit"/>.</summary>
    public static int Count(ReadOnlySpan<char> text, int limit = int.MaxValue)
    {
        var words = 0;
        var inside = false;
        foreach (var c in text)
        {
            var letter = char.IsLetterOrDigit(c);
            if (letter && !inside && ++words >= limit)
                return words;
            inside = letter || (inside && c is '\'' or '’' or '-');
        }

        return words;
    }

    /// <summary>Ends as a sentence does.</summary>
    public static bool EndsSentence(ReadOnlySpan<char> text)
    {
        var end = text.TrimEnd(" \"'”’»«)]");
        return end.Length > 0 && end[^1] is '.' or '!' or '?' or '…' or ':' or ';' or '。' or '！' or '？' or '।' or '։';
    }

    /// <summary>At most <paramref name="limit"/> characters, cut between words, with an ellipsis where something was cut.</summary>
    public static string Shorten(string text, int limit)
    {
        if (text.Length <= limit)
            return text;
        var space = text.LastIndexOf(' ', limit - 1);
        return string.Concat(text.AsSpan(0, space > limit / 2 ? space : limit - 1).TrimEnd(" ,;:–—-"), "…");
    }

    /// <summary>White space, the narrow and non-breaking ones included.</summary>
    public static bool IsBlank(char c) => c <= ' ' || char.IsWhiteSpace(c) || c is '\u00A0' or '\u202F' or '\u2007';

    private static bool IsInvisible(char c) =>
        c is '\u00AD' or '\uFEFF' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2064')
            or (>= '\u007F' and <= '\u009F') or '\uFFFD' or '\0';

    private static void Fold(char c, StringBuilder folded)
    {
        switch (c)
        {
            case 'œ' or 'Œ':
                folded.Append("oe");
                break;
            case 'æ' or 'Æ':
                folded.Append("ae");
                break;
            case 'ß':
                folded.Append("ss");
                break;
            case '’' or '‘' or '`' or '´' or 'ʼ':
                folded.Append('\'');
                break;
            case '“' or '”' or '„' or '«' or '»':
                folded.Append('"');
                break;
            case '–' or '—' or '‑' or '‐':
                folded.Append('-');
                break;
            default:
                folded.Append(c < Folded.Length ? Folded[c] : char.ToLowerInvariant(c));
                break;
        }
    }

    private static char[] FoldTable()
    {
        var table = new char[0x250];
        for (var i = 0; i < table.Length; i++)
            table[i] = char.ToLowerInvariant(((char)i).ToString().Normalize(NormalizationForm.FormD)[0]);
        return table;
    }
}
