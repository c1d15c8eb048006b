using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>Merges the facts of items: each once, in an order that does not depend on which came first; figures that disagree stay side by side.</summary>
internal static class FactsMerge
{
    private const int Most = 60;
    private const int MostNames = 300;

    /// <summary>The facts of a story with those of one more item.</summary>
    /// <param name="story">The story's so far.</param>
    /// <param name="item">The item's.</param>
    /// <param name="newsroom">Who published the item.</param>
    /// <param name="languageBefore">The story's language so far, in which its conflicts are told.</param>
    /// <param name="language">Its language from now on.</param>
    public static ItemFacts Add(ItemFacts story, ItemFacts item, string newsroom, string languageBefore, string? language = null)
    {
        var counts = Counts(story.Counts.Concat(item.Counts.Select(c => c with { Newsrooms = [newsroom] })));
        var told = story.Conflicts.Except(Disagreements(story.Counts, languageBefore)).Union(item.Conflicts).Order(StringComparer.Ordinal).Take(Most);
        return new ItemFacts
        {
            Dates = Dates(story.Dates.Concat(item.Dates)),
            Amounts = Amounts(story.Amounts.Concat(item.Amounts)),
            Counts = counts,
            Letters = Letters(story.Letters.Concat(item.Letters)),
            References = References(story.References.Concat(item.References)),
            Organisations = Names(story.Organisations.Concat(item.Organisations)),
            People = Names(story.People.Concat(item.People)),
            Models = Models(story.Models.Concat(item.Models)),
            OpenModel = OpenModels(story.OpenModel, item.OpenModel),
            Conflicts = [.. told, .. Disagreements(counts, language ?? languageBefore)],
        };
    }

    /// <summary>One of each day, the one that tells most.</summary>
    private static List<DatedFact> Dates(IEnumerable<DatedFact> dates) =>
        [.. dates
            .GroupBy(d => (d.Start, d.Kind, d.Imprecise))
            .OrderBy(g => g.Key)
            .Take(Most)
            .Select(g => g
                .OrderBy(d => (d.Place is null, d.End is null, d.Name.Length))
                .ThenBy(d => d.Name, StringComparer.Ordinal).ThenBy(d => d.Place, StringComparer.Ordinal).ThenBy(d => d.Sentence, StringComparer.Ordinal)
                .ThenBy(d => d.End)
                .First())];

    private static List<AmountFact> Amounts(IEnumerable<AmountFact> amounts) =>
        [.. amounts
            .GroupBy(a => (a.Value, a.Currency))
            .OrderByDescending(g => g.Key.Value).ThenBy(g => g.Key.Currency, StringComparer.Ordinal)
            .Take(Most)
            .Select(g => g.OrderBy(a => a.Sentence.Length).ThenBy(a => a.Sentence, StringComparer.Ordinal).ThenBy(a => a.Text, StringComparer.Ordinal).First())];

    private static List<ReferenceFact> References(IEnumerable<ReferenceFact> references) =>
        [.. references
            .GroupBy(r => r.Reference)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Take(Most)
            .Select(g => g.OrderBy(r => r.Text, StringComparer.Ordinal).First())];

    private static List<CountFact> Counts(IEnumerable<CountFact> counts) =>
        [.. counts
            .GroupBy(c => (c.Of, c.Value))
            .OrderBy(g => g.Key.Of, StringComparer.Ordinal).ThenBy(g => g.Key.Value)
            .Take(Most)
            .Select(g => g.OrderBy(c => c.Sentence.Length).ThenBy(c => c.Sentence, StringComparer.Ordinal).ThenBy(c => c.Text, StringComparer.Ordinal).First()
                with { Newsrooms = [.. g.SelectMany(c => c.Newsrooms).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] })];

    private static List<LetterFact> Letters(IEnumerable<LetterFact> letters) =>
        [.. letters
            .GroupBy(l => (l.Link?.AbsoluteUri, l.Published))
            .OrderBy(g => g.Key.Published).ThenBy(g => g.Key.AbsoluteUri, StringComparer.Ordinal)
            .Take(Most)
            .Select(g => g.OrderBy(l => l.Sentence.Length).ThenBy(l => l.Sentence, StringComparer.Ordinal).First() with
            {
                Addressees = Names(g.SelectMany(l => l.Addressees)),
                Signatories = Names(g.SelectMany(l => l.Signatories)),
                Title = g.Select(l => l.Title).OfType<string>().Order(StringComparer.Ordinal).FirstOrDefault(),
                SignatoryCounts = Counts(g.SelectMany(l => l.SignatoryCounts)),
                Demands = Names(g.SelectMany(l => l.Demands)),
            })];

    /// <summary>One of each name, the one that says something of its licence.</summary>
    private static List<ModelFact> Models(IEnumerable<ModelFact> models) =>
        [.. models
            .GroupBy(m => m.Name, StringComparer.OrdinalIgnoreCase)
            .OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
            .Take(Most)
            .Select(g => g.OrderBy(m => m.Claim is null).ThenBy(m => m.Sentence.Length).ThenBy(m => m.Sentence, StringComparer.Ordinal).First())];

    /// <summary>The claim whose text names most.</summary>
    private static OpenModelFact? OpenModels(OpenModelFact? one, OpenModelFact? other) => new[] { one, other }
        .OfType<OpenModelFact>()
        .OrderByDescending(m => (int)m.Weights + (int)m.Code + (int)m.TrainingData + (m.Licence is null ? 0 : 1))
        .ThenBy(m => m.Sentence, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>Names differing only in case and accents are one; the spelling with most capitals, then with most accents, stands.</summary>
    private static List<string> Names(IEnumerable<string> names) =>
        [.. names
            .GroupBy(Terms.FoldAll)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Take(MostNames)
            .Select(g => g.OrderByDescending(n => n.Count(char.IsUpper)).ThenByDescending(n => n.Count(c => !char.IsAscii(c))).ThenBy(n => n, StringComparer.Ordinal).First())];

    /// <summary>Newsrooms that count the same thing and share no figure: one sentence for each such thing, with all figures.</summary>
    private static IEnumerable<string> Disagreements(IReadOnlyList<CountFact> counts, string language)
    {
        foreach (var same in counts.GroupBy(c => c.Of).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var figures = same.ToList();
            var byNewsroom = figures.SelectMany(c => c.Newsrooms, (c, n) => (Newsroom: n, c.Value)).ToLookup(x => x.Newsroom, x => x.Value);
            if (byNewsroom.Any(a => byNewsroom.Any(b => !a.Intersect(b).Any())))
            {
                yield return language == "fr"
                    ? $"Les chiffres diffèrent : {string.Join(", ", figures.Select(c => $"« {c.Text} » ({string.Join(", ", c.Newsrooms)})"))}."
                    : $"The figures differ: {string.Join(", ", figures.Select(c => $"“{c.Text}” ({string.Join(", ", c.Newsrooms)})"))}.";
            }
        }
    }
}
