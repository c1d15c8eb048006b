using System.Globalization;
using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>What an item is compared by.</summary>
internal sealed class ItemSketch
{
    /// <summary>Terms kept: the rest of a long text adds noise and cost.</summary>
    private const int MostTerms = 120;

    /// <summary>Names and anchors decide between happenings that are told in the same words.</summary>
    private const double NameWeight = 2.5;

    /// <summary>Numbers tell less than names, as they are often those of something else, but more than words.</summary>
    private const double NumberWeight = 2;

    /// <summary>A term said often counts more, but far less than in proportion.</summary>
    private const double FrequencyPower = 0.3;

    /// <summary>Runs of words that a text can be found by, and those it looks for itself: of a copy, even cut or edited, one is nearly always the same.</summary>
    private const int RunKeys = 6;
    private const int RunsSought = 1;

    /// <summary>Terms that an item can be found by, and those it looks for itself.</summary>
    private const int TermKeys = 16;
    private const int TermsSought = 4;

    /// <summary>
    /// Terms sought for their rarity alone, since another instance may just have met them. The others are the rarest that this instance knows:
    /// by a term that nobody had, nobody is found.
    /// </summary>
    private const int RarestSought = 2;

    public ItemSketch(ReadItem item, Frequencies frequencies)
    {
        Language = item.Item.Language;
        Link = Links.Key(item.Item);
        Runs = Shingles.Of(item.Item.Text.Length > item.Item.Title.Length ? item.Item.Text : item.Item.Title);
        Moment = item.Item.Published ?? item.Seen;
        Days = [.. item.Facts.Dates.Where(d => d.Kind == DatedKind.Event && !d.Imprecise).Select(d => d.Start).Distinct().Order()];
        Terms = Stories.Terms.Of(item);
        Vector = Unit(Terms, frequencies);
        Keys = [.. KeysOf(RunKeys, Vector, TermKeys)];
        var rarest = Vector.Take(RarestSought).ToList();
        Sought = [.. KeysOf(RunsSought, rarest.Concat(Vector.Where(v => frequencies.IsKnown(v.Key))).Concat(Vector).DistinctBy(v => v.Key), TermsSought)];
    }

    public string Language { get; }

    /// <summary>The document it says it is.</summary>
    public string Link { get; }

    public Shingles Runs { get; }

    public DateTimeOffset Moment { get; }

    /// <summary>Days on which it says that something takes place.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    public List<Term> Terms { get; }

    /// <summary>The weights of its terms, of length 1 together, the heaviest first and of equals the earlier.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Vector { get; }

    /// <summary>The keys it is looked up by: at most six.</summary>
    public IReadOnlyList<string> Sought { get; }

    /// <summary>The keys it can be found by.</summary>
    public IReadOnlyList<string> Keys { get; }

    private IEnumerable<string> KeysOf(int runs, IEnumerable<KeyValuePair<string, double>> terms, int most) =>
        Runs.Smallest(runs).Select(r => string.Create(CultureInfo.InvariantCulture, $"@run {r:x8}"))
            .Prepend(Link)
            .Concat(terms.Take(most).Select(v => v.Key))
            .Distinct(StringComparer.Ordinal);

    private static List<KeyValuePair<string, double>> Unit(List<Term> terms, Frequencies frequencies)
    {
        var weighted = terms
            .Select(t => KeyValuePair.Create(t.Key, Math.Pow(t.Frequency, FrequencyPower) * frequencies.Weight(t.Key) * (Term.IsName(t.Key) ? NameWeight : Term.IsNeutral(t.Key) ? NumberWeight : 1)))
            .OrderByDescending(t => t.Value)
            .Take(MostTerms).ToList();
        var length = Math.Sqrt(weighted.Sum(t => t.Value * t.Value));
        return [.. weighted.Select(t => KeyValuePair.Create(t.Key, t.Value / length))];
    }
}
