using System.Globalization;
using System.Text;

namespace FunctionsBot.Digests;

/// <summary>One printable line of a text that others wrote.</summary>
internal static class Excerpt
{
    /// <summary>
    /// Runs of white space become one space, which does not break where one of them did not; control characters, lone surrogates and the marks that turn the direction of
    /// writing around (https://www.unicode.org/reports/tr9/, explicit formatting) go. What is longer than
    /// <paramref name="most"/> UTF-16 units ends with an ellipsis, between two words if there is a gap in the last third.
    /// </summary>
    public static string Of(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most + 1));
        char? gap = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                var hard = rune.Value is 0x00A0 or 0x202F || gap is '\u00A0';
                gap = line.Length == 0 ? null : hard ? '\u00A0' : ' ';
                continue;
            }

            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar || IsFormatting(rune.Value))
            {
                continue;
            }

            if (gap is { } space)
            {
                line.Append(space);
                gap = null;
            }

            line.Append(rune.ToString());
            if (line.Length > most)
            {
                return Cut(line.ToString(), most);
            }
        }

        return line.ToString();
    }

    /// <summary>With a capital letter first.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Cut(string line, int most)
    {
        var end = 0;
        while (StringInfo.GetNextTextElementLength(line, end) is > 0 and var step && end + step < most)
        {
            end += step;
        }

        var gap = line.LastIndexOf(' ', Math.Max(0, end - 1));
        return string.Concat(line.AsSpan(0, gap > most * 2 / 3 ? gap : end).TrimEnd(), "…");
    }

    // Zero-width joiners stay: words in some scripts and many emoji need them.
    private static bool IsFormatting(int value) => value is 0x061C or 0x200B or 0x200E or 0x200F or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F);
}
