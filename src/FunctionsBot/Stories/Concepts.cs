using System.Collections.Frozen;
using System.Reflection;
using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>
/// Words of English and French that mean the same, so that two reports of one happening meet although each is in its own language:
/// <c>Data/words.txt</c>, and for names of places <c>Data/places.txt</c>.
/// </summary>
internal static class Concepts
{
    private static readonly FrozenDictionary<string, string> EnglishWords = Read("words.txt", french: false);
    private static readonly FrozenDictionary<string, string> FrenchWords = Read("words.txt", french: true);
    private static readonly FrozenDictionary<string, string> EnglishPlaces = Read("places.txt", french: false);
    private static readonly FrozenDictionary<string, string> FrenchPlaces = Read("places.txt", french: true);

    /// <summary>What a stem stands for in all languages; null where only its own has it.</summary>
    public static string? Word(string stem, string language) =>
        (language == "en" ? EnglishWords : language == "fr" ? FrenchWords : FrozenDictionary<string, string>.Empty).GetValueOrDefault(stem);

    /// <summary>The name of a place by which all languages meet: itself where it is no such place.</summary>
    public static string Place(string stem, string language) =>
        (language == "en" ? EnglishPlaces : language == "fr" ? FrenchPlaces : FrozenDictionary<string, string>.Empty).GetValueOrDefault(stem, stem);

    private static FrozenDictionary<string, string> Read(string file, bool french)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/" + file)!);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Split('=') is not [var english, var other])
            {
                continue;
            }

            // A name of a place stands for itself where both languages share it; a concept must not be taken for a word.
            var concept = (file == "words.txt" ? "~" : "") + Stem(english.Split(',')[0]);
            foreach (var word in (french ? other : english).Split(','))
            {
                found.TryAdd(Stem(word), concept);
            }
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Stem(string word) => Terms.Stem(Folding.Fold(word.AsSpan().Trim()));
}
