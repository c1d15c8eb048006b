namespace FunctionsBot.Extraction;

/// <summary>
/// Finds those who signed a letter. Their list looks like a list of links, for most are linked to their own sites, and must not be taken
/// for one.
/// </summary>
internal static class Signatories
{
    /// <summary>Fewer names than these are a line of a report, not the end of a letter.</summary>
    public const int Fewest = 5;

    private const int LongestHeading = 80;
    private const int LongestName = 160;
    private const int Most = 5000;

    private static readonly Phrases Headings = new(Vocabulary.Section("pages.txt", "signatories"));

    /// <summary>Whether names follow a line of a text, perhaps after a sentence on how many they are.</summary>
    public static bool Follow(IReadOnlyList<string> text, int line)
    {
        if (!IsHeading(text[line]))
            return false;
        var names = 0;
        for (var i = line + 1; i < text.Count && i <= line + Fewest + 2; i++)
            names += IsName(text[i]) ? 1 : 0;
        return names >= Fewest;
    }

    /// <summary>Marks the passages of the names, up to the next heading.</summary>
    public static void Mark(List<Passage> passages)
    {
        var text = passages.ConvertAll(p => p.Text);
        for (var i = 0; i < passages.Count; i++)
        {
            if (!Follow(text, i))
                continue;
            for (var end = Math.Min(passages.Count, i + Most); i + 1 < end && !passages[i + 1].IsHeading; i++)
                passages[i + 1].Signatory = IsName(passages[i + 1].Text);
        }
    }

    private static bool IsHeading(string line) =>
        line.Length < LongestHeading && Headings.StartOf(Words.Fold(line).TrimEnd(':', ' ')) is not null;

    private static bool IsName(string line) => line.Length < LongestName && !Words.EndsSentence(line);
}
