using System.Collections.Frozen;
using FunctionsBot.Domain;

namespace FunctionsBot.Watchlists;

/// <summary>
/// Words that mean one thing, in several languages: what <c>~word</c> and <c>country:</c> stand for. They are data, in
/// <c>Watchlists/Data</c>, one group a line: <c>en: sovereignty, sovereign | fr: souveraineté, souverain</c>.
/// </summary>
/// <param name="Name">The group's first word; of a country its two letters (ISO 3166-1).</param>
/// <param name="Languages">Words and phrases by two-letter language.</param>
internal sealed record SynonymGroup(string Name, IReadOnlyDictionary<string, string[]> Languages)
{
    private static readonly IReadOnlyList<SynonymGroup> Groups = Read("synonyms.txt", named: false);
    private static readonly IReadOnlyList<SynonymGroup> Countries = Read("countries.txt", named: true);
    private static readonly FrozenDictionary<string, SynonymGroup> ByWord = ByAnyWord(Groups);
    private static readonly FrozenDictionary<string, SynonymGroup> ByCountry = ByAnyWord(Countries);

    /// <summary>All groups but those of countries, for the check of a query and for people who look them up.</summary>
    public static IReadOnlyList<SynonymGroup> All => Groups;

    /// <summary>What the group of a country is asked for by: its two letters.</summary>
    public static IEnumerable<string> CountryNames => Countries.Select(c => c.Name);

    /// <summary>All its words and phrases.</summary>
    public IEnumerable<string> Words => Languages.Values.SelectMany(words => words);

    /// <summary>The group that has this word or phrase, in any language, accents and case aside.</summary>
    public static SynonymGroup? Of(string word) => ByWord.GetValueOrDefault(Key(word));

    /// <summary>The country of this code, name or adjective.</summary>
    public static SynonymGroup? Country(string name) => ByCountry.GetValueOrDefault(Key(name));

    private static FrozenDictionary<string, SynonymGroup> ByAnyWord(IReadOnlyList<SynonymGroup> groups) => groups
        .SelectMany(g => g.Words.Append(g.Name).Select(word => (Key: Key(word), Group: g)))
        .DistinctBy(p => p.Key)
        .ToFrozenDictionary(p => p.Key, p => p.Group, StringComparer.Ordinal);

    /// <summary>Words folded and joined; endings of any kind (<c>souverain*</c>) are no part of the name.</summary>
    private static string Key(string text) => string.Join(' ', Folding.Words(text).Select(w => Folding.Fold(w.In(text))));

    private static List<SynonymGroup> Read(string file, bool named)
    {
        using var stream = typeof(SynonymGroup).Assembly.GetManifestResourceStream($"FunctionsBot.Watchlists.Data.{file}")
            ?? throw new InvalidOperationException($"The synonyms {file} are not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        var groups = new List<SynonymGroup>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                groups.Add(ReadLine(line, named));
            }
        }

        return groups;
    }

    private static SynonymGroup ReadLine(string line, bool named)
    {
        var equals = named ? line.IndexOf('=', StringComparison.Ordinal) : -1;
        var languages = line[(equals + 1)..].Split('|').Select(part => part.Split(':', 2, StringSplitOptions.TrimEntries)).ToDictionary(
            p => p[0],
            p => p[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return new SynonymGroup(named ? line[..equals].Trim() : languages.First().Value[0], languages);
    }
}
