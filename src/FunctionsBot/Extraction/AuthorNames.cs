using System.Collections.Frozen;

namespace FunctionsBot.Extraction;

/// <summary>
/// Reads authors' names out of the ways pages write them: "By Ann Lee and Jo Roe, Reuters", "Par Anne Le Gall | Le Journal".
/// </summary>
internal static class AuthorNames
{
    private static readonly Phrases ByWords = new(Vocabulary.Section("authors.txt", "by"));
    private static readonly FrozenSet<string> NotNames = Vocabulary.Set("authors.txt", "not-names");
    private static readonly FrozenSet<string> NotAlone = Vocabulary.Set("authors.txt", "not-alone");
    private static readonly string[] Cuts =
        [" | ", " - ", " – ", " — ", " · ", " • ", " / ", " @", "@", " (", " updated", " Updated", " Published", " Publié", "\n"];

    private static readonly string[] Joins = [" and ", " et ", " und ", " y ", " e ", " & ", ";", " with ", " avec "];

    /// <summary>Names in a value or line; empty where it holds none.</summary>
    public static IReadOnlyList<string> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 300 || text.Contains("://", StringComparison.Ordinal))
            return [];
        var names = new List<string>();
        foreach (var part in Split(WithoutBy(Words.Squeeze(text))))
        {
            var name = Clean(part);
            if (IsName(name) && !names.Contains(name, StringComparer.OrdinalIgnoreCase))
                names.Add(name);
        }

        return names;
    }

    /// <summary>A short line such as "By Ann Lee".</summary>
    public static bool IsByline(string line)
    {
        if (line.Length > 90 || Words.EndsSentence(line))
            return false;
        var rest = WithoutBy(line);
        return rest.Length < line.Length && Words.Count(rest, 9) is > 0 and < 9 && rest.Length > 0 && char.IsUpper(rest[0]);
    }

    /// <summary>The line after "By", "Par" and the like; the same line where it does not start so.</summary>
    public static string WithoutBy(string line)
    {
        var trimmed = line.Trim();
        var folded = Words.Fold(trimmed);
        var phrase = ByWords.StartOf(folded) ?? ByWords.GluedTo(folded, trimmed);
        if (phrase is null)
            return trimmed;
        if (phrase.Length >= trimmed.Length)
            return "";
        return trimmed[phrase.Length..].TrimStart(' ', ':', '\u00A0');
    }

    private static IEnumerable<string> Split(string text)
    {
        IEnumerable<string> parts = [text];
        foreach (var join in Joins)
            parts = parts.SelectMany(p => p.Split(join));
        return parts.SelectMany(p => p.Split(',')).Select(p => p.Trim());
    }

    private static string Clean(string part)
    {
        var name = part;
        foreach (var cut in Cuts)
        {
            var at = name.IndexOf(cut, StringComparison.Ordinal);
            if (at > 0)
                name = name[..at];
        }

        return DateReader.Without(WithoutBy(name), out _).Trim(' ', '.', ',', ':', ';', '-', '–', '|', '"', '”', '“', '*', '>', '<');
    }

    private static bool IsName(string name) =>
        name.Length is > 1 and < 60
        && Words.Count(name, 8) is > 0 and < 7 && !name.Any(char.IsDigit) && char.IsLetter(name[0]) && !NotAlone.Contains(name)
        && !Words.Fold(name).Split(' ', '.', '/').Any(NotNames.Contains) && !name.Contains('?', StringComparison.Ordinal);
}
