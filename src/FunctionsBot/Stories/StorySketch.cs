namespace FunctionsBot.Stories;

/// <summary>A text of a story, to recognise its copies.</summary>
/// <param name="Item">The item that has it.</param>
/// <param name="Runs">See <see cref="Shingles"/>.</param>
internal sealed record KnownText(string Item, Shingles Runs);

/// <summary>What items are compared with: the sum of a story's texts. Stored within the story's row, some 5 KB.</summary>
internal sealed record StorySketch
{
    private const int MostTerms = 250;
    private const int MostTexts = 32;
    private const int MostLinks = 200;

    public static StorySketch Empty { get; } = new();

    /// <summary>Sums of the weights of its texts' terms; copies add nothing.</summary>
    public IReadOnlyDictionary<TermKey, float> Terms { get; init; } = new Dictionary<TermKey, float>();

    /// <summary>Its texts, copies not repeated.</summary>
    public IReadOnlyList<KnownText> Texts { get; init; } = [];

    /// <summary>The documents in it; see <see cref="Stories.Links"/>.</summary>
    public IReadOnlyList<ulong> Links { get; init; } = [];

    /// <summary>The days, weekdays and years its texts speak of.</summary>
    public ToldTimes Times { get; init; } = new();

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
        var joined = this with
        {
            Links = Links.Contains(item.Link) || Links.Count >= MostLinks ? Links : [.. Links, item.Link],
            From = item.Moment < From ? item.Moment : From,
            To = item.Moment > To ? item.Moment : To,
        };
        return copy ? joined : joined with
        {
            Joined = Texts.Count == 0 ? 0 : Joined + 1,
            Cohesion = Texts.Count == 0 ? 0 : (Cohesion * Joined + Similarity.Of(item, this)) / (Joined + 1),
            Terms = Sum(item.Vector),
            Texts = [.. Texts.TakeLast(MostTexts - 1), new KnownText(itemId, item.Runs)],
            Times = Times.With(item.Times),
        };
    }

    /// <summary>Two stories that turned out to be one.</summary>
    public StorySketch With(StorySketch other) => new()
    {
        Terms = Sum(other.Terms.Select(t => new WeightedTerm(t.Key, t.Value))),
        Texts = [.. Texts.Concat(other.Texts).DistinctBy(t => t.Item).TakeLast(MostTexts)],
        Links = [.. Links.Union(other.Links).Take(MostLinks)],
        Times = Times.With(other.Times),
        Joined = Joined + other.Joined,
        Cohesion = Joined + other.Joined == 0 ? 0 : (Cohesion * Joined + other.Cohesion * other.Joined) / (Joined + other.Joined),
        From = From < other.From ? From : other.From,
        To = To > other.To ? To : other.To,
    };

    private Dictionary<TermKey, float> Sum(IEnumerable<WeightedTerm> vector)
    {
        var sum = new Dictionary<TermKey, float>(Terms);
        foreach (var (key, weight) in vector)
        {
            sum[key] = sum.GetValueOrDefault(key) + weight;
        }

        return sum.Count <= MostTerms
            ? sum
            : sum.OrderByDescending(t => t.Value).ThenBy(t => t.Key.Value).Take(MostTerms).ToDictionary();
    }
}
