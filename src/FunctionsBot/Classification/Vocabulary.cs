using System.Reflection;

namespace FunctionsBot.Classification;

/// <summary>A vocabulary file holds a line that cannot be understood.</summary>
/// <param name="message">Names the file, the line and what to do.</param>
public sealed class VocabularyException(string message) : Exception(message);

/// <summary>One phrase of the vocabulary, and what it speaks for.</summary>
/// <param name="Label">Such as <c>openness.strong</c> or <c>kind:open-letter</c>.</param>
/// <param name="Text">The phrase as the file has it.</param>
/// <param name="Language">Two-letter code of its language; null for a name.</param>
internal sealed record Phrase(string Label, string Text, string? Language = null);

/// <summary>The phrases that verdicts rest on, read from the text files beside this class.</summary>
internal sealed class Vocabulary
{
    /// <summary>Label of the words that may stand between the words of a phrase.</summary>
    public const string SmallWords = "small-words";

    /// <summary>Label of the phrases whose words speak for nothing.</summary>
    public const string Mask = "mask";

    private Vocabulary(IReadOnlyList<Phrase> phrases)
    {
        Phrases = phrases;
        Labels = [.. phrases.Select(p => p.Label).Where(l => l is not SmallWords).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The vocabulary that comes with the bot.</summary>
    public static Vocabulary Shipped { get; } = ReadShipped();

    /// <summary>Every phrase, small words included.</summary>
    public IReadOnlyList<Phrase> Phrases { get; }

    /// <summary>What phrases speak for, in ordinal order; positions are the label numbers of a <see cref="Hit"/>.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>
    /// Reads files of phrases: <c>[label]</c> lines, <c>fr:</c> lines for a language or <c>es, it:</c> for several, one phrase per line
    /// below, <c>#</c> for remarks.
    /// </summary>
    /// <exception cref="VocabularyException">A phrase before any label, an empty label, or a phrase without a word.</exception>
    public static Vocabulary Read(IEnumerable<(string File, string Content)> files)
    {
        var phrases = new List<Phrase>();
        foreach (var (file, content) in files)
        {
            string? label = null;
            string?[] languages = [null];
            var number = 0;
            foreach (var raw in content.Split('\n'))
            {
                number++;
                var line = raw.Split('#')[0].Trim();
                if (line.Length == 0)
                    continue;
                if (line[0] == '[')
                    (label, languages) = (LabelOf(line, file, number), [null]);
                else if (line[^1] == ':')
                    languages = LanguagesOf(line, file, number);
                else if (label is null)
                    throw new VocabularyException($"{file}, line {number}: \"{line}\" stands before any [label]; put a [label] line above it.");
                else if (Words.Of(line).Count == 0)
                    throw new VocabularyException($"{file}, line {number}: \"{line}\" holds no word; write a phrase or remove the line.");
                else
                    phrases.AddRange(languages.Select(language => new Phrase(label, line, language)));
            }
        }

        return new(phrases);
    }

    private static string LabelOf(string line, string file, int number) =>
        line is ['[', _, .., ']'] && line[1..^1].Trim() is { Length: > 0 } label
            ? label
            : throw new VocabularyException($"{file}, line {number}: \"{line}\" is not a [label]; close the bracket and name what the phrases speak for.");

    private static string?[] LanguagesOf(string line, string file, int number)
    {
        var languages = line[..^1].Split(',', StringSplitOptions.TrimEntries);
        return Array.Find(languages, l => !Stems.Languages.Contains(l)) is { } unknown
            ? throw new VocabularyException($"{file}, line {number}: \"{unknown}\" is not a language known here; write one of {string.Join(", ", Stems.Languages)}.")
            : languages;
    }

    private static Vocabulary ReadShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return Read(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Vocabulary/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (name, reader.ReadToEnd());
            }));
    }
}
