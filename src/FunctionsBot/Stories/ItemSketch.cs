using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>A term's weight in a text or story.</summary>
internal readonly record struct WeightedTerm(TermKey Key, float Weight);

/// <summary>A key to look for.</summary>
/// <param name="Value">The key.</param>
/// <param name="IsKnown">Some item had it, as far as this instance has heard.</param>
internal readonly record struct SoughtKey(ulong Value, bool IsKnown);

/// <summary>What an item is compared by.</summary>
internal sealed class ItemSketch
{
    /// <summary>Terms kept: the rest of a long text adds noise and cost.</summary>
    private const int MostTerms = 120;

    /// <summary>A term said often counts more, but far less than in proportion.</summary>
    private const double FrequencyPower = 0.35;

    /// <summary>Terms that an item looks for and can be found by.</summary>
    private const int MostKeys = 5;

    /// <summary>
    /// Of these, terms taken for their rarity alone, since another instance may just have met them. The others are the rarest that this
    /// instance knows: by a term that nobody had, nobody is found.
    /// </summary>
    private const int RarestKeys = 2;

    private const int SignatureTerms = 16;

    public ItemSketch(ReadItem item, Frequencies frequencies)
    {
        Language = TermKey.LanguageTag(item.Item.Language);
        Link = Links.Key(item.Item);
        Runs = Shingles.Of(item.Item.Text.Length > item.Item.Title.Length ? item.Item.Text : item.Item.Title);
        Moment = item.Item.Published ?? item.Seen;
        Times = ToldTimes.Of(item);
        Terms = Stories.Terms.Of(item);
        Vector = Unit(Terms, frequencies);
        Keys =
        [
            .. Vector.Take(RarestKeys).Concat(Vector.Where(t => frequencies.IsKnown(t.Key))).Concat(Vector)
                .DistinctBy(t => t.Key).Take(MostKeys).Select(t => new SoughtKey(t.Key.Value, frequencies.IsKnown(t.Key))),
        ];
    }

    public ushort Language { get; }

    /// <summary>The document it says it is.</summary>
    public ulong Link { get; }

    public Shingles Runs { get; }

    public DateTimeOffset Moment { get; }

    /// <summary>The days, weekdays and years it speaks of.</summary>
    public ToldTimes Times { get; }

    public List<Term> Terms { get; }

    /// <summary>The weights of its terms, of length 1 together, the heaviest first and of equals the earlier.</summary>
    public IReadOnlyList<WeightedTerm> Vector { get; }

    /// <summary>What a posting tells of it: its heaviest terms.</summary>
    public IEnumerable<WeightedTerm> Signature => Vector.Take(SignatureTerms);

    /// <summary>The terms it looks for and can be found by, the most telling first: at most five.</summary>
    public IReadOnlyList<SoughtKey> Keys { get; }

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
