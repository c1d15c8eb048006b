namespace FunctionsBot.Stories;

/// <summary>A text of a story, to recognise its copies.</summary>
/// <param name="Item">The item that has it.</param>
/// <param name="Runs">See <see cref="Shingles"/>.</param>
internal sealed record KnownText(string Item, string Runs);

/// <summary>What items are compared with: the sum of a story's texts. One row of the index, about 10 KB.</summary>
internal sealed record StorySketch
{
    private const int MostTerms = 250;
    private const int MostTexts = 32;
    private const int MostLinks = 200;

    /// <summary>Sums of the weights of its texts' terms; copies add nothing.</summary>
    public IReadOnlyDictionary<string, double> Terms { get; init; } = new Dictionary<string, double>();

    /// <summary>Its texts, copies not repeated.</summary>
    public IReadOnlyList<KnownText> Texts { get; init; } = [];

    /// <summary>The documents in it.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Days on which its texts say that something takes place.</summary>
    public IReadOnlyList<DateOnly> Days { get; init; } = [];

    /// <summary>Texts that joined it as reports.</summary>
    public int Joined { get; init; }

    /// <summary>How alike they were to it on average when they joined, 0 to 1.</summary>
    public double Cohesion { get; init; }

    /// <summary>Its earliest text.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Its latest text.</summary>
    public DateTimeOffset To { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The story with one item more.</summary>
    public StorySketch With(string itemId, ItemSketch item, bool copy)
    {
        var links = Links.Contains(item.Link) || Links.Count >= MostLinks ? Links : [.. Links, item.Link];
        var joined = this with
        {
            Links = links,
            From = item.Moment < From ? item.Moment : From,
            To = item.Moment > To ? item.Moment : To,
        };
        return copy ? joined : joined with
        {
            Joined = Texts.Count == 0 ? 0 : Joined + 1,
            Cohesion = Texts.Count == 0 ? 0 : Math.Round((Cohesion * Joined + Similarity.Of(item, this)) / (Joined + 1), 4),
            Terms = Sum(item.Vector),
            Texts = [.. Texts.TakeLast(MostTexts - 1), new KnownText(itemId, item.Runs.ToString())],
            Days = [.. Days.Union(item.Days).Order()],
        };
    }

    private Dictionary<string, double> Sum(IReadOnlyList<KeyValuePair<string, double>> vector)
    {
        var sum = new Dictionary<string, double>(Terms, StringComparer.Ordinal);
        foreach (var (key, weight) in vector)
        {
            sum[key] = Math.Round(sum.GetValueOrDefault(key) + weight, 4);
        }

        return sum.Count <= MostTerms
            ? sum
            : sum.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Take(MostTerms).ToDictionary(StringComparer.Ordinal);
    }
}
