namespace FunctionsBot.Stories;

/// <summary>How alike an item and a story are, against how alike they must be for one happening.</summary>
/// <param name="Same">With all that speaks against it, their times above all: 1 and more is the same happening.</param>
/// <param name="Dossier">By their words alone: well over 1 while <paramref name="Same"/> stays under is another stage of the same matter.</param>
internal readonly record struct Likeness(double Same, double Dossier);

/// <summary>
/// Is an item about a story's happening? One set of thresholds for all languages and sources, chosen in the middle of the good ones on the
/// look-alike pairs of ECB+ (Cybulska and Vossen, 2014) and on half of the labelled stories in French and English of the tests.
/// </summary>
internal static class Similarity
{
    /// <summary>From here on an item is a report of the same happening, plus a share of the story's cohesion.</summary>
    private const double SameHappening = 0.24;

    /// <summary>A story whose reports are all much alike asks more of the next one than a loose one: else a look-alike slips in.</summary>
    private const double CohesionShare = 0.083;

    /// <summary>Assumed until a second report has joined.</summary>
    private const double UsualCohesion = 0.45;

    /// <summary>From this share of common runs on, a text is a copy: a report that quotes the same statement stays under a third.</summary>
    private const double SameText = 0.6;

    /// <summary>And from this one where it names other days: a cut text often lacks some.</summary>
    private const double SameTextOfOtherDays = 0.75;

    /// <summary>With so many terms in common, all weighing the same, a likeness counts half.</summary>
    private const double FewTerms = 1;

    /// <summary>Two editions of one event are told in the same words; what then counts is that their days differ.</summary>
    private const double OtherDays = 1.6;

    private const double OtherYears = 1.25;
    private const double OtherWeekdays = 1.3;

    /// <summary>What was published within <see cref="NewsLasts"/> days of a story is so much likelier of it that this share of what is asked else will do.</summary>
    private const double WhileNews = 0.8;

    /// <summary>
    /// News of one happening comes within days. After that more must speak for it, by this much for each doubling of the time: after three
    /// weeks twice, after four months three times as much.
    /// </summary>
    private const double EachDoubling = 0.4;
    private const double FirstDoubling = 3.5;
    private const double NewsLasts = 3;

    /// <summary>What goes on shares its matter's words at least this much.</summary>
    private const double SameDossier = 1.0;

    /// <summary>And so much where it says itself that the matter has come further: that a consultation is answered, or a bill adopted.</summary>
    private const double SameDossierFurther = 0.85;

    /// <summary>After ten months, what is told in the same words is next year's edition.</summary>
    private const double DossierDays = 300;

    /// <summary>The text of the story that the item has again; null if it has its own.</summary>
    public static string? CopiedText(ItemSketch item, StorySketch story)
    {
        if (story.Links.Contains(item.Link) && story.Texts.Count > 0)
        {
            return story.Texts[0].Item;
        }

        // Announcements of two editions share their words, but then they come weeks apart.
        var isOther = item.Times.AreOtherDays(story.Times);
        if (isOther && DaysApart(item, story) > NewsLasts)
        {
            return null;
        }

        return story.Texts
            .Select(t => (t.Item, Share: item.Runs.Containment(t.Runs)))
            .Where(t => t.Share >= (isOther ? SameTextOfOtherDays : SameText))
            .OrderByDescending(t => t.Share).ThenBy(t => t.Item, StringComparer.Ordinal)
            .Select(t => t.Item)
            .FirstOrDefault();
    }

    /// <summary>How alike an item and a story are against how alike they must be.</summary>
    public static Likeness Likeness(ItemSketch item, StorySketch story)
    {
        var cohesion = story.Joined == 0 ? UsualCohesion : story.Cohesion;
        var needed = (SameHappening + CohesionShare * cohesion)
            * (item.IsDated && DaysApart(item, story) <= NewsLasts ? WhileNews : 1);
        var dossier = Of(item, story) / needed;
        var against = (item.Times.AreOtherDays(story.Times) && !story.Times.IsOn(item.Moment) ? OtherDays : 1)
            * (item.Times.AreOtherYears(story.Times) ? OtherYears : 1)
            * (item.Times.AreOtherWeekdays(story.Times) ? OtherWeekdays : 1)
            * (1 + EachDoubling * Math.Log2(1 + Math.Max(0, DaysApart(item, story) - NewsLasts) / FirstDoubling));
        return new Likeness(dossier / against, dossier);
    }

    /// <summary>The item is a later stage of the story's matter: told in its words, but not now, and not of another edition's days.</summary>
    /// <param name="item">The item.</param>
    /// <param name="story">The story.</param>
    /// <param name="likeness">How alike they are.</param>
    /// <param name="further">By its words the matter has come further than when the story was told.</param>
    public static bool IsLaterStage(ItemSketch item, StorySketch story, Likeness likeness, bool further) =>
        likeness.Dossier >= (further ? SameDossierFurther : SameDossier)
        && item.Moment > story.To.AddDays(NewsLasts) && DaysApart(item, story) <= DossierDays
        && (!item.Times.AreOtherDays(story.Times) || story.Times.IsOn(item.Moment));

    /// <summary>How alike they are, 0 to 1: the cosine over all terms, less where few of them are behind it: one name that two texts share proves little.</summary>
    public static double Of(ItemSketch item, StorySketch story)
    {
        var theirs = Squares(story, item.Language, out var hasLanguage);
        var (common, squares, ours) = (0.0, 0.0, 0.0);
        foreach (var (key, weight) in item.Vector)
        {
            // Where the story has no text in the item's language, only what both could have counts.
            if (!hasLanguage && !key.IsNeutral)
            {
                continue;
            }

            var shared = weight * story.Terms.GetValueOrDefault(key);
            common += shared;
            squares += shared * shared;
            ours += weight * weight;
        }

        if (common <= 0)
        {
            return 0;
        }

        var terms = common * common / squares;
        return common / Math.Sqrt(ours * theirs) * terms / (terms + FewTerms);
    }

    private static double Squares(StorySketch story, ushort language, out bool hasLanguage)
    {
        var (neutral, words) = (0.0, 0.0);
        foreach (var (key, weight) in story.Terms)
        {
            var square = weight * weight;
            neutral += key.IsNeutral ? square : 0;
            words += key.Tag == language ? square : 0;
        }

        hasLanguage = words > 0;
        return neutral + words;
    }

    private static double DaysApart(ItemSketch item, StorySketch story) =>
        Math.Max(0, Math.Max((item.Moment - story.To).TotalDays, (story.From - item.Moment).TotalDays));
}
