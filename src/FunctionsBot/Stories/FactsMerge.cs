using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>Merges the facts of items: each once, in an order that does not depend on which came first; figures that disagree stay side by side.</summary>
internal static class FactsMerge
{
    private const int Most = 60;
    private const int MostNames = 300;

    private const string DiffersEn = "The figures differ: ";
    private const string DiffersFr = "Les chiffres diffèrent : ";

    /// <summary>An item's facts with who tells them and since when, as a story keeps them.</summary>
    public static ItemFacts From(ItemFacts item, string newsroom, DateTimeOffset seen)
    {
        string[] newsrooms = [newsroom];
        return Union(ItemFacts.None, item with
        {
            Dates = [.. item.Dates.Select(d => d with { Newsrooms = newsrooms, Known = seen })],
            Amounts = [.. item.Amounts.Select(a => a with { Newsrooms = newsrooms, Known = seen })],
            Counts = [.. item.Counts.Select(c => c with { Newsrooms = newsrooms, Known = seen })],
            Letters = [.. item.Letters.Select(l => l with { Known = seen })],
        });
    }

    /// <summary>The facts of two sets together; adding a set again changes nothing.</summary>
    public static ItemFacts Union(ItemFacts one, ItemFacts other)
    {
        var counts = Counts(one.Counts.Concat(other.Counts));
        return new ItemFacts
        {
            Dates = Dates(one.Dates.Concat(other.Dates)),
            Amounts = Amounts(one.Amounts.Concat(other.Amounts)),
            Counts = counts,
            Letters = Letters(one.Letters.Concat(other.Letters)),
            References = References(one.References.Concat(other.References)),
            Organisations = Names(one.Organisations.Concat(other.Organisations)),
            People = Names(one.People.Concat(other.People)),
            Models = Models(one.Models.Concat(other.Models)),
            OpenModel = OpenModel(one.OpenModel, other.OpenModel),
            Conflicts = Conflicts(one.Conflicts.Concat(other.Conflicts), Disagreements(counts, french: false), DiffersEn),
            ConflictsFr = Conflicts(one.ConflictsFr.Concat(other.ConflictsFr), Disagreements(counts, french: true), DiffersFr),
        };
    }

    /// <summary>Of two, the one that names more of the model's parts.</summary>
    private static OpenModelFact? OpenModel(OpenModelFact? one, OpenModelFact? other) => new[] { one, other }
        .OfType<OpenModelFact>()
        .OrderByDescending(m => m.OpennessClass).ThenBy(m => m.Licence is null).ThenBy(m => m.Sentence.Length)
        .ThenBy(m => m.Sentence, StringComparer.Ordinal).ThenBy(m => m.Claim, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>What single texts contradict in themselves, and then what newsrooms contradict in each other, anew.</summary>
    private static List<string> Conflicts(IEnumerable<string> told, IEnumerable<string> between, string differs) =>
        [.. told.Where(c => !c.StartsWith(differs, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(Most), .. between];

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
                .First() with { Newsrooms = All(g.SelectMany(d => d.Newsrooms)), Known = g.Min(d => d.Known) })];

    private static List<AmountFact> Amounts(IEnumerable<AmountFact> amounts) =>
        [.. amounts
            .GroupBy(a => (a.Value, a.Currency))
            .OrderByDescending(g => g.Key.Value).ThenBy(g => g.Key.Currency, StringComparer.Ordinal)
            .Take(Most)
            .Select(g => g.OrderBy(a => a.Sentence.Length).ThenBy(a => a.Sentence, StringComparer.Ordinal).ThenBy(a => a.Text, StringComparer.Ordinal).First()
                with { Newsrooms = All(g.SelectMany(a => a.Newsrooms)), Known = g.Min(a => a.Known) })];

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
                with { Newsrooms = All(g.SelectMany(c => c.Newsrooms)), Known = g.Min(c => c.Known) })];

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
                Known = g.Min(l => l.Known),
            })];

    /// <summary>One of each name, the one that says something of its licence.</summary>
    private static List<ModelFact> Models(IEnumerable<ModelFact> models) =>
        [.. models
            .GroupBy(m => m.Name, StringComparer.OrdinalIgnoreCase)
            .OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
            .Take(Most)
            .Select(g => g.OrderBy(m => m.Claim is null).ThenBy(m => m.Sentence.Length).ThenBy(m => m.Sentence, StringComparer.Ordinal).ThenBy(m => m.Claim, StringComparer.Ordinal).First())];

    private static List<string> All(IEnumerable<string> newsrooms) => [.. newsrooms.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Names differing only in case and accents are one; the spelling with most capitals, then with most accents, stands.</summary>
    private static List<string> Names(IEnumerable<string> names) =>
        [.. names
            .GroupBy(Terms.FoldAll)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Take(MostNames)
            .Select(g => g.OrderByDescending(n => n.Count(char.IsUpper)).ThenByDescending(n => n.Count(c => !char.IsAscii(c))).ThenBy(n => n, StringComparer.Ordinal).First())];

    /// <summary>Newsrooms that count the same thing and share no figure: one sentence for each such thing, with all figures.</summary>
    private static IEnumerable<string> Disagreements(IReadOnlyList<CountFact> counts, bool french)
    {
        foreach (var same in counts.GroupBy(c => c.Of).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var figures = same.ToList();
            var byNewsroom = figures.SelectMany(c => c.Newsrooms, (c, n) => (Newsroom: n, c.Value)).ToLookup(x => x.Newsroom, x => x.Value);
            if (byNewsroom.Any(a => byNewsroom.Any(b => !a.Intersect(b).Any())))
            {
                yield return french
                    ? $"{DiffersFr}{string.Join(", ", figures.Select(c => $"« {c.Text} » ({string.Join(", ", c.Newsrooms)})"))}."
                    : $"{DiffersEn}{string.Join(", ", figures.Select(c => $"“{c.Text}” ({string.Join(", ", c.Newsrooms)})"))}.";
            }
        }
    }
}
