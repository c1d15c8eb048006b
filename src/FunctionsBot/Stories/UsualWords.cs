using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>
/// In how many of the short texts that the classifier ships with (<c>Examples/examples.jsonl</c>) a term stands. Until a store holds items of its
/// own they tell which words everything on this subject has, so that the first items are not joined by those.
/// </summary>
internal static class UsualWords
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<(Dictionary<TermKey, int> Counts, int Texts)> Counted = new(Count);

    private static readonly Lazy<FrozenSet<TermKey>> Small = new(() => Read().SelectMany(SmallWords).ToFrozenSet());

    /// <summary>The texts counted.</summary>
    public static int Texts => Counted.Value.Texts;

    /// <summary>In how many of them the term stands.</summary>
    public static int Of(TermKey key) => Counted.Value.Counts.GetValueOrDefault(key);

    /// <summary>A word, given as its stem, that some text writes without a capital: at the beginning of a sentence it is hardly a name.</summary>
    public static bool IsSmall(string stem, string language) => Small.Value.Contains(TermKey.Word(stem, language));

    private static (Dictionary<TermKey, int> Counts, int Texts) Count()
    {
        var (counts, texts) = (new Dictionary<TermKey, int>(), 0);
        foreach (var text in Read())
        {
            texts++;
            foreach (var term in Terms.Of(text.Title, text.Text, text.Language))
            {
                counts[term.Key] = counts.GetValueOrDefault(term.Key) + 1;
            }
        }

        return (counts, texts);
    }

    private static IEnumerable<TermKey> SmallWords(Line line) =>
        from span in Folding.Words(line.Text)
        where char.IsLower(line.Text[span.Start])
        select TermKey.Word(Terms.Stem(Folding.Fold(span.In(line.Text))), line.Language);

    private static IEnumerable<Line> Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Examples/examples.jsonl")!);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<Line>(line, Lines)!;
        }
    }

    private sealed record Line(string Title, string Text, [property: JsonPropertyName("lang")] string Language);
}
