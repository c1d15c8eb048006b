using System.Reflection;

namespace FunctionsBot.Facts;

/// <summary>Phrases of one section of a gazetteer file, found whatever their case.</summary>
internal sealed class CuePhrases
{
    private readonly Dictionary<string, List<string[]>> _byFirstWord = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="file">Without its ending.</param>
    /// <param name="section">Without its brackets.</param>
    public CuePhrases(string file, string section)
    {
        var inside = false;
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Gazetteer/{file}.txt")!);
        while (reader.ReadLine() is { } raw)
        {
            var line = raw.Split('#')[0].Trim();
            if (line is ['[', .. var name, ']'])
                inside = name == section;
            else if (inside && line.Length > 0)
                Add(line);
        }
    }

    /// <summary>The first phrase in a stretch of tokens, as it is written there; null where there is none.</summary>
    public string? FirstIn(FactText text, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (LengthAt(text, i, end) is > 0 and var length)
                return text.Between(i, i + length);
        }

        return null;
    }

    /// <summary>Tokens of the phrase that starts at a token; 0 for none.</summary>
    public int LengthAt(FactText text, int at, int end)
    {
        if (!_byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[at], out var phrases))
            return 0;
        var longest = 0;
        foreach (var words in phrases)
        {
            if (words.Length > longest && at + words.Length <= end && Stands(text, at, words))
                longest = words.Length;
        }

        return longest;
    }

    private static bool Stands(FactText text, int at, string[] words)
    {
        for (var i = 1; i < words.Length; i++)
        {
            if (!text.Is(at + i, words[i]))
                return false;
        }

        return true;
    }

    private void Add(string phrase)
    {
        foreach (var spelling in new[] { phrase, phrase.Replace("open source", "open-source", StringComparison.Ordinal), phrase.Replace("open weight", "open-weight", StringComparison.Ordinal), phrase.Replace('\'', '’') }.Distinct())
        {
            var text = new FactText(spelling);
            string[] words = [.. Enumerable.Range(0, text.Tokens.Count).Select(i => text[i].ToString())];
            if (!_byFirstWord.TryGetValue(words[0], out var phrases))
                _byFirstWord[words[0]] = phrases = [];
            phrases.Add(words);
        }
    }
}
