using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>What an item is compared by.</summary>
internal sealed class ItemSketch
{
    /// <summary>Terms kept: the rest of a long text adds noise and cost.</summary>
    private const int MostTerms = 120;

    /// <summary>Names and anchors decide between happenings that are told in the same words.</summary>
    private const double NameWeight = 2.5;

    /// <summary>Words of the beginning that copies share even when cut.</summary>
    private const int LeadWords = 40;

    public ItemSketch(ReadItem item, Frequencies frequencies)
    {
        Language = item.Item.Language;
        Link = Links.Key(item.Item);
        Runs = Shingles.Of(item.Item.Text.Length > item.Item.Title.Length ? item.Item.Text : item.Item.Title);
        Moment = item.Item.Published ?? item.Seen;
        Days = [.. item.Facts.Dates.Where(d => d.Kind == DatedKind.Event && !d.Imprecise).Select(d => d.Start).Distinct().Order()];
        Terms = Stories.Terms.Of(item);
        Vector = Unit(Terms, frequencies);
        Lead = "@lead " + FirstWords(item.Item.Text);
    }

    public string Language { get; }

    /// <summary>The document it says it is.</summary>
    public string Link { get; }

    /// <summary>The beginning of its text.</summary>
    public string Lead { get; }

    public Shingles Runs { get; }

    public DateTimeOffset Moment { get; }

    /// <summary>Days on which it says that something takes place.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    public List<Term> Terms { get; }

    /// <summary>The weights of its terms, of length 1 together, the heaviest first.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Vector { get; }

    /// <summary>The keys to look up and to be found by: its document, its beginning, and the terms that tell most.</summary>
    public List<string> Keys(int most) => [.. ((string[])[Link, Lead]).Concat(Vector.Select(v => v.Key)).Distinct().Take(most)];

    private static List<KeyValuePair<string, double>> Unit(List<Term> terms, Frequencies frequencies)
    {
        var weighted = terms
            .Select(t => KeyValuePair.Create(t.Key, (1 + Math.Log(t.Frequency)) * frequencies.Weight(t.Key) * (Term.IsName(t.Key) ? NameWeight : 1)))
            .OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal)
            .Take(MostTerms).ToList();
        var length = Math.Sqrt(weighted.Sum(t => t.Value * t.Value));
        return [.. weighted.Select(t => KeyValuePair.Create(t.Key, t.Value / length))];
    }

    private static string FirstWords(string text) =>
        string.Join(' ', Folding.Words(text.Length > 2000 ? text[..2000] : text).Take(LeadWords).Select(w => Folding.Fold(w.In(text))));
}
