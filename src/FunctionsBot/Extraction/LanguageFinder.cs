using System.Buffers;
using System.Collections.Frozen;
using System.Numerics;

namespace FunctionsBot.Extraction;

/// <summary>The language a page is written in.</summary>
internal static class LanguageFinder
{
    private const int Sample = 4000;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" ',.;:\"()\n");
    private static readonly FrozenDictionary<string, string> CommonWords = Vocabulary.Pairs("languages.txt", "words");
    private static readonly string[] Languages = [.. CommonWords.Keys];

    /// <summary>For each word the languages that have it: the bit of a language's place.</summary>
    private static readonly FrozenDictionary<string, int> Having = Languages
        .SelectMany((language, place) => CommonWords[language].Split(' ').Distinct().Select(word => (word, bit: 1 << place)))
        .GroupBy(w => w.word).ToFrozenDictionary(g => g.Key, g => g.Sum(w => w.bit));

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Having.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Two letters, ISO 639-1. The words of the text decide where they are clear, for templates often declare the wrong language; else
    /// what is declared.
    /// </summary>
    public static string Find(string text, params ReadOnlySpan<string?> declared)
    {
        var (language, share, lead) = ByWords(text);
        foreach (var tag in declared)
        {
            if (Code(tag) is { } code && (share < 0.15 || lead < 0.08 || code == language || (!CommonWords.ContainsKey(code) && share < 0.25)))
                return code;
        }

        return share > 0.05 ? language : "en";
    }

    private static string? Code(string? tag)
    {
        var code = tag?.Trim().Split('-', '_')[0].ToLowerInvariant();
        return code is { Length: 2 } && char.IsAsciiLetterLower(code[0]) && char.IsAsciiLetterLower(code[1]) ? code : null;
    }

    private static (string Language, double Share, double Lead) ByWords(string text)
    {
        var folded = Words.Fold(text.Length > Sample ? text.AsSpan(0, Sample) : text);
        Span<int> counts = stackalloc int[Languages.Length];
        var words = 0;
        foreach (var range in folded.AsSpan().SplitAny(Ends))
        {
            var word = folded.AsSpan(range);
            if (word.IsEmpty)
                continue;
            words++;
            for (var having = BySpan.TryGetValue(word, out var bits) ? bits : 0; having != 0; having &= having - 1)
                counts[BitOperations.TrailingZeroCount(having)]++;
        }

        if (words == 0)
            return ("en", 0, 0);
        var (first, second) = (0, -1);
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[first])
                (first, second) = (i, first);
            else if (second < 0 || counts[i] > counts[second])
                second = i;
        }

        return (Languages[first], (double)counts[first] / words, (double)(counts[first] - counts[second]) / words);
    }
}
