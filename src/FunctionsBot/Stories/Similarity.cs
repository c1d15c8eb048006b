namespace FunctionsBot.Stories;

/// <summary>
/// Is an item about a story's happening? One set of thresholds for all languages and sources, chosen in the middle of the good ones on the
/// look-alike pairs of ECB+ (Cybulska and Vossen, 2014) and on the labelled pairs in French and English of the tests.
/// </summary>
internal static class Similarity
{
    /// <summary>From here on an item is a report of the same happening, plus a share of the story's cohesion.</summary>
    private const double SameHappening = 0.235;

    /// <summary>A story whose reports are all much alike asks more of the next one than a loose one: else a look-alike slips in.</summary>
    private const double CohesionShare = 0.15;

    /// <summary>Assumed until a second report has joined.</summary>
    private const double UsualCohesion = 0.4;

    /// <summary>From this share of common runs on, a text is a copy: a report that quotes the same statement stays under a third.</summary>
    private const double SameText = 0.6;

    /// <summary>The share that names and anchors have on their own, over that in all terms.</summary>
    private const double NameShare = 0.5;

    /// <summary>News of one happening comes close together; over this gap more must speak for it.</summary>
    private static readonly TimeSpan Close = TimeSpan.FromDays(14);

    /// <summary>Two editions of one event are told in the same words; what then counts is that their days differ.</summary>
    private const double OtherDay = 1.6;

    private const double LongApart = 1.5;

    /// <summary>The text of the story that the item has again; null if it has its own.</summary>
    public static string? CopiedText(ItemSketch item, StorySketch story)
    {
        if (story.Links.Contains(item.Link))
        {
            return story.Texts[0].Item;
        }

        if (OnOtherDays(item, story))
        {
            return null;
        }

        return story.Texts
            .Select(t => (t.Item, Share: item.Runs.Containment(Shingles.Parse(t.Runs))))
            .Where(t => t.Share >= SameText)
            .OrderByDescending(t => t.Share).ThenBy(t => t.Item, StringComparer.Ordinal)
            .Select(t => t.Item)
            .FirstOrDefault();
    }

    /// <summary>How alike they are against how alike they must be: 1 and more is the same happening.</summary>
    public static double Likeness(ItemSketch item, StorySketch story)
    {
        var cohesion = story.Joined == 0 ? UsualCohesion : story.Cohesion;
        var needed = (SameHappening + CohesionShare * cohesion) * (OnOtherDays(item, story) ? OtherDay : 1) * (IsLongApart(item, story) ? LongApart : 1);
        return Of(item, story) / needed;
    }

    /// <summary>How alike they are, 0 to 1: the mean of the cosine over all terms and that over names and anchors alone.</summary>
    public static double Of(ItemSketch item, StorySketch story)
    {
        var all = Cosine(item, story, namesOnly: false) ?? 0;
        var names = Cosine(item, story, namesOnly: true);
        return names is null ? all : (1 - NameShare) * all + NameShare * names.Value;
    }

    private static bool OnOtherDays(ItemSketch item, StorySketch story) =>
        item.Days.Count > 0 && story.Days.Count > 0 && !item.Days.Intersect(story.Days).Any();

    private static bool IsLongApart(ItemSketch item, StorySketch story) => item.Moment > story.To + Close || item.Moment < story.From - Close;

    /// <summary>
    /// The cosine over the terms that both could have: where the story has no text in the item's language, only names, numbers and
    /// anchors. Null where one side has none of them.
    /// </summary>
    private static double? Cosine(ItemSketch item, StorySketch story, bool namesOnly)
    {
        var (dot, ours, theirs) = (0.0, 0.0, 0.0);
        var shareLanguage = story.Terms.Keys.Any(k => Term.IsOf(k, item.Language));
        foreach (var (key, weight) in item.Vector)
        {
            if (namesOnly ? Term.IsName(key) : shareLanguage || Term.IsNeutral(key))
            {
                ours += weight * weight;
                dot += weight * story.Terms.GetValueOrDefault(key);
            }
        }

        foreach (var (key, weight) in story.Terms)
        {
            if (namesOnly ? Term.IsName(key) : Term.IsNeutral(key) || Term.IsOf(key, item.Language))
            {
                theirs += weight * weight;
            }
        }

        return ours > 0 && theirs > 0 ? dot / Math.Sqrt(ours * theirs) : null;
    }
}
