using System.Collections.Frozen;

namespace FunctionsBot.Extraction;

/// <summary>The language a page is written in.</summary>
internal static class LanguageFinder
{
    private const int Sample = 4000;

    private static readonly FrozenDictionary<string, FrozenSet<string>> s_words =
        Vocabulary.Pairs("languages.txt", "words").ToFrozenDictionary(p => p.Key, p => p.Value.Split(' ').ToFrozenSet());

    /// <summary>
    /// Two letters, ISO 639-1. The words of the text decide where they are clear, for templates often declare the wrong language; else what is declared.
    /// </summary>
    public static string Find(string text, params ReadOnlySpan<string?> declared)
    {
        var (language, share, lead) = ByWords(text);
        foreach (var tag in declared)
        {
            if (Code(tag) is { } code && (share < 0.15 || lead < 0.08 || code == language || (!s_words.ContainsKey(code) && share < 0.25)))
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
        var words = Words.Fold(text.Length > Sample ? text.AsSpan(0, Sample) : text).Split([' ', '\'', ',', '.', ';', ':', '"', '(', ')', '\n'],
            StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return ("en", 0, 0);
        var counts = s_words.Select(l => (l.Key, Share: (double)words.Count(l.Value.Contains) / words.Length)).OrderByDescending(l => l.Share).ToList();
        return (counts[0].Key, counts[0].Share, counts[0].Share - counts[1].Share);
    }
}
