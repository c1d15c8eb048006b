using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>A term's weight in a text or story.</summary>
internal readonly record struct WeightedTerm(TermKey Key, float Weight);

/// <summary>What an item is compared by.</summary>
internal sealed class ItemSketch
{
    /// <summary>Terms kept: the rest of a long text adds noise and cost.</summary>
    private const int MostTerms = 120;

    /// <summary>A term said often counts more, but far less than in proportion.</summary>
    private const double FrequencyPower = 0.35;

    /// <summary>Terms that an item can be found by, and so many that it looks for.</summary>
    private const int MostKeys = 5;

    /// <summary>
    /// Of those it looks for, terms taken for their weight alone: an older story may have offered them. The others are those among the heaviest
    /// that some story has lately offered, since by a term that nobody offers nobody is found.
    /// </summary>
    private const int HeaviestSought = 1;

    /// <summary>Terms that are worth looking for.</summary>
    private const int WorthSeeking = 30;

    private const int SignatureTerms = 16;

    public ItemSketch(ReadItem item, Frequencies frequencies)
    {
        Language = TermKey.LanguageTag(item.Item.Language);
        Link = Links.Key(item.Item);
        Runs = Shingles.Of(item.Item.Text.Length > item.Item.Title.Length ? item.Item.Text : item.Item.Title);
        Moment = item.Item.Published ?? item.Seen;
        IsDated = item.Item.Published is not null;
        Times = ToldTimes.Of(item);
        Terms = Stories.Terms.Of(item);
        Vector = Unit(Terms, frequencies);
        Offered = [.. Vector.Take(MostKeys).Select(t => t.Key.Value)];
        Sought =
        [
            .. Vector.Take(HeaviestSought).Where(t => frequencies.IsKnown(t.Key))
                .Concat(Vector.Take(WorthSeeking).Where(t => frequencies.IsOffered(t.Key.Value)))
                .Select(t => t.Key.Value).Distinct().Take(MostKeys),
        ];
    }

    public ushort Language { get; }

    /// <summary>The document it says it is.</summary>
    public ulong Link { get; }

    public Shingles Runs { get; }

    public DateTimeOffset Moment { get; }

    /// <summary>The moment is that of its publication, not just when it was seen.</summary>
    public bool IsDated { get; }

    /// <summary>The days, weekdays and years it speaks of.</summary>
    public ToldTimes Times { get; }

    public List<Term> Terms { get; }

    /// <summary>The weights of its terms, of length 1 together, the heaviest first and of equals the earlier.</summary>
    public IReadOnlyList<WeightedTerm> Vector { get; }

    /// <summary>What a posting tells of it: its heaviest terms.</summary>
    public IEnumerable<WeightedTerm> Signature => Vector.Take(SignatureTerms);

    /// <summary>The terms it can be found by, the most telling first: at most five.</summary>
    public IReadOnlyList<ulong> Offered { get; }

    /// <summary>The terms it looks for, at most five.</summary>
    public IReadOnlyList<ulong> Sought { get; }

    /// <summary>What the item that founded a story offered.</summary>
    public static IEnumerable<ulong> OfferedBy(Posting founder) => founder.Signature.Take(MostKeys).Select(t => t.Key.Value);

    private static List<WeightedTerm> Unit(List<Term> terms, Frequencies frequencies)
    {
        var weighted = terms
            .Select(t => (t.Key, Weight: Math.Pow(t.Frequency, FrequencyPower) * frequencies.Weight(t.Key) * t.Weight))
            .OrderByDescending(t => t.Weight)
            .Take(MostTerms).ToList();
        var length = Math.Sqrt(weighted.Sum(t => t.Weight * t.Weight));
        return [.. weighted.Select(t => new WeightedTerm(t.Key, (float)(t.Weight / length)))];
    }
}
