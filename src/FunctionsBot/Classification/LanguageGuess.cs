namespace FunctionsBot.Classification;

/// <summary>Tells the language of a text by the little words every text is full of: what pages say of theirs is often wrong.</summary>
internal static class LanguageGuess
{
    /// <summary>Words looked at: the beginning of a text tells its language.</summary>
    private const int WordsRead = 400;

    /// <summary>Little words that make the guess better than what the page says.</summary>
    private const int Sure = 10;

    private static readonly Dictionary<string, string[]> LittleWords = new(StringComparer.Ordinal)
    {
        ["en"] = ["the", "of", "and", "to", "is", "that", "for", "with", "are", "was", "it", "as", "by", "from", "its"],
        ["fr"] = ["le", "la", "les", "des", "et", "est", "une", "dans", "pour", "que", "qui", "du", "sur", "par", "au", "l", "d"],
        ["de"] = ["der", "die", "das", "und", "ist", "nicht", "von", "den", "mit", "für", "ein", "eine", "auf", "im", "zu"],
        ["es"] = ["el", "los", "las", "y", "es", "una", "por", "con", "para", "del", "que", "se", "su", "como"],
        ["it"] = ["il", "gli", "di", "che", "è", "per", "una", "con", "del", "della", "sono", "non", "nel", "dei"],
    };

    private static readonly Dictionary<string, string[]> LanguagesOf = LittleWords
        .SelectMany(l => l.Value.Select(word => (word, l.Key)))
        .GroupBy(l => l.word, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => g.Select(l => l.Key).ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Two-letter code of the language of a text cut into words; what was said of it where the text tells too little.</summary>
    public static string Of(string text, IReadOnlyList<Word> words, string? said)
    {
        var counts = LittleWords.Keys.ToDictionary(l => l, _ => 0, StringComparer.Ordinal);
        var known = LanguagesOf.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < Math.Min(words.Count, WordsRead); i++)
        {
            if (!known.TryGetValue(words[i].In(text), out var languages))
                continue;
            foreach (var language in languages)
                counts[language]++;
        }

        var guess = counts.MaxBy(c => c.Value);
        return guess.Value >= Sure || said is null ? guess.Key : said;
    }
}
