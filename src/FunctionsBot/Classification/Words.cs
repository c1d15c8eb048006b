using System.Globalization;

namespace FunctionsBot.Classification;

/// <summary>One word of a text: a run of letters, digits and the marks upon them.</summary>
/// <param name="Start">Where it starts, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
internal readonly record struct Word(int Start, int Length)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);
}

/// <summary>Cuts text into words. Apostrophes and hyphens separate: "l'IA" is l and IA, "open-source" is open and source.</summary>
internal static class Words
{
    public static List<Word> Of(string text)
    {
        var words = new List<Word>(text.Length / 6 + 1);
        var start = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var inside = Belongs(text[i]);
            if (inside && start < 0)
                start = i;
            else if (!inside && start >= 0)
            {
                words.Add(new(start, i - start));
                start = -1;
            }
        }

        if (start >= 0)
            words.Add(new(start, text.Length - start));
        return words;
    }

    private static bool Belongs(char c) =>
        char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c)
        : char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
}
