using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace FunctionsBot.Extraction;

/// <summary>
/// The words extraction knows, read once from the embedded files of <c>Extraction/Data</c>. A file holds one entry a line under
/// <c>[section]</c> lines; <c>#</c> starts a comment; where an entry has two parts they are separated by <c> = </c>.
/// </summary>
internal static class Vocabulary
{
    /// <summary>The entries of one section, as written.</summary>
    /// <exception cref="InvalidOperationException">The file or section is not there: a mistake in the build.</exception>
    public static IReadOnlyList<string> Section(string file, string section)
    {
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream($"FunctionsBot.Extraction.Data.{file}")
            ?? throw new InvalidOperationException($"The vocabulary {file} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        var entries = new List<string>();
        var inside = false;
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line is ['[', .. var name, ']'])
                inside = name == section;
            else if (inside)
                entries.Add(line);
        }

        return entries.Count > 0 ? entries : throw new InvalidOperationException($"The vocabulary {file} has no section [{section}].");
    }

    /// <summary>The entries of one section as a set.</summary>
    public static FrozenSet<string> Set(string file, string section) => Section(file, section).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The entries of one section as patterns, to be run on one line each. The time limit is a last resort: no pattern backtracks far on
    /// a line.
    /// </summary>
    public static Regex[] Patterns(string file, string section, RegexOptions options = RegexOptions.None) =>
        [.. Section(file, section).Select(p => Pattern(p, options))];

    /// <summary>One pattern with the options all have.</summary>
    public static Regex Pattern(string pattern, RegexOptions options = RegexOptions.None) =>
        new(pattern, options | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>The entries of one section as pairs.</summary>
    public static FrozenDictionary<string, string> Pairs(string file, string section) =>
        Section(file, section).Select(e => e.Split(" = ", 2)).ToFrozenDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
}

/// <summary>Phrases to be found at the start of a line, or as the whole of it. Folded once; found by their first word.</summary>
internal sealed class Phrases
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" :,.!?'");

    private readonly FrozenDictionary<string, string[]> _byFirstWord;

    /// <summary>Folds and sorts the phrases.</summary>
    public Phrases(IEnumerable<string> phrases) => _byFirstWord = phrases.Select(p => Words.Fold(p)).GroupBy(FirstWord)
        .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(p => p.Length).ToArray());

    /// <summary>The longest phrase the folded line starts with, at a word's end.</summary>
    public string? StartOf(string folded)
    {
        if (!_byFirstWord.TryGetValue(FirstWord(folded), out var phrases))
            return null;
        foreach (var phrase in phrases)
        {
            if (folded.StartsWith(phrase, StringComparison.Ordinal)
                && (folded.Length == phrase.Length || !char.IsLetterOrDigit(phrase[^1]) || !char.IsLetterOrDigit(folded[phrase.Length])))
                return phrase;
        }

        return null;
    }

    /// <summary>The longest phrase of several words the folded line starts with, where a capital follows at once: "Posted byAnn".</summary>
    public string? GluedTo(string folded, string line)
    {
        if (!_byFirstWord.TryGetValue(FirstWord(folded), out var phrases))
            return null;
        foreach (var phrase in phrases)
        {
            if (phrase.Contains(' ', StringComparison.Ordinal) && folded.StartsWith(phrase, StringComparison.Ordinal)
                && phrase.Length < line.Length && char.IsUpper(line[phrase.Length]))
                return phrase;
        }

        return null;
    }

    /// <summary>Whether a phrase is the whole folded line.</summary>
    public bool Is(string folded) =>
        _byFirstWord.TryGetValue(FirstWord(folded), out var phrases) && phrases.Contains(folded);

    private static string FirstWord(string folded)
    {
        var end = folded.AsSpan().IndexOfAny(WordEnds);
        return end < 0 ? folded : folded[..end];
    }
}
