using System.Buffers;
using System.Globalization;
using System.Text;

namespace FunctionsBot.Domain;

/// <summary>A word of a text and where it stands.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">How many units.</param>
public readonly record struct WordSpan(int Start, int Length)
{
    /// <summary>The word as it stands in <paramref name="text"/>.</summary>
    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);
}

/// <summary>
/// Words as people compare them: without accents, case and ligatures. A word is a run of letters and digits; everything else
/// separates, so that <c>l'IA</c> is two words and <c>general-purpose</c> too. Combining marks and soft hyphens belong to the word.
/// </summary>
public static class Folding
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>The words of a text in order. Linear in its length.</summary>
    public static List<WordSpan> Words(string text)
    {
        var words = new List<WordSpan>(text.Length / 6 + 1);
        var start = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var inWord = IsWordPart(text, i, start >= 0);
            if (inWord && start < 0)
            {
                start = i;
            }
            else if (!inWord && start >= 0)
            {
                words.Add(new WordSpan(start, i - start));
                start = -1;
            }
        }

        if (start >= 0)
        {
            words.Add(new WordSpan(start, text.Length - start));
        }

        return words;
    }

    /// <summary>One word folded: lower case, no diacritics, ligatures written out.</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        if (word.IndexOfAnyExcept(Plain) < 0)
        {
            return word.ToString();
        }

        if (Ascii.IsValid(word))
        {
            return string.Create(word.Length, word, static (lower, source) => Ascii.ToLower(source, lower, out _));
        }

        var folded = new StringBuilder(word.Length + 2);
        foreach (var character in Decomposed(word))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            {
                Append(folded, char.ToLowerInvariant(character));
            }
        }

        return folded.ToString();
    }

    /// <summary>Half of a surrogate pair has no decomposition, and normalising throws on it: such a word stays as it is.</summary>
    private static string Decomposed(ReadOnlySpan<char> word)
    {
        var text = word.ToString();
        return text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? text : text.Normalize(NormalizationForm.FormD);
    }

    private static bool IsWordPart(string text, int index, bool inside)
    {
        var character = text[index];
        if (char.IsAscii(character))
        {
            return char.IsAsciiLetterOrDigit(character);
        }

        if (char.IsSurrogate(character))
        {
            var lead = char.IsLowSurrogate(character) ? index - 1 : index;
            return lead >= 0 && lead + 1 < text.Length && char.IsSurrogatePair(text[lead], text[lead + 1]) && char.IsLetterOrDigit(text, lead);
        }

        return char.IsLetterOrDigit(character)
            || (inside && CharUnicodeInfo.GetUnicodeCategory(character) is (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format));
    }

    /// <summary>Letters that Unicode does not decompose and that readers type apart.</summary>
    private static void Append(StringBuilder folded, char lower) => _ = lower switch
    {
        'œ' => folded.Append("oe"),
        'æ' => folded.Append("ae"),
        'ß' => folded.Append("ss"),
        'ø' => folded.Append('o'),
        'ł' => folded.Append('l'),
        'đ' => folded.Append('d'),
        'ı' => folded.Append('i'),
        _ => folded.Append(lower),
    };
}
