namespace FunctionsBot.Domain;

/// <summary>What is new in a story since a moment: for a reader who was told of it then.</summary>
/// <param name="Reports">Texts of their own that joined it, in order of publication.</param>
/// <param name="Copies">How many copies joined it.</param>
/// <param name="Primary">The document itself, where it has come.</param>
/// <param name="IsRetitled">Its title and lead are another item's by now.</param>
/// <param name="Dates">Events and deadlines not known then.</param>
/// <param name="Amounts">Sums not known then.</param>
/// <param name="Counts">Counts not known then.</param>
/// <param name="Letters">Letters not known then.</param>
public sealed record StoryChanges(
    IReadOnlyList<StoryMember> Reports,
    int Copies,
    StoryMember? Primary,
    bool IsRetitled,
    IReadOnlyList<DatedFact> Dates,
    IReadOnlyList<AmountFact> Amounts,
    IReadOnlyList<CountFact> Counts,
    IReadOnlyList<LetterFact> Letters)
{
    /// <summary>Folded words that say a thing will not be, or not then.</summary>
    private static readonly string[] Withdrawing =
        ["cancelled", "canceled", "withdrawn", "postponed", "annule", "annulee", "annules", "annulees", "retire", "retiree", "reporte", "reportee"];

    /// <summary>How far the matter has come, where that is further than before; else unknown.</summary>
    public StoryStage Stage { get; init; }

    /// <summary>A text that joined and whose title calls it off.</summary>
    public StoryMember? Withdrawn { get; init; }

    /// <summary>Dates to act on or to be somewhere.</summary>
    public IReadOnlyList<DatedFact> Appointments => [.. Dates.Where(d => d.Kind != DatedKind.Happened)];

    /// <summary>Worth disturbing those who know the story: a stage, a date, an amount, the document itself, or that it is off.</summary>
    public bool IsMaterial => Stage != StoryStage.Unknown || Withdrawn is not null || Primary is not null || Appointments.Count + Amounts.Count > 0;

    /// <summary>Worth telling: more than copies.</summary>
    public bool IsNews => Reports.Count + Dates.Count + Amounts.Count + Counts.Count + Letters.Count > 0;

    /// <summary>What changed in a story after a moment.</summary>
    /// <param name="story">The story as it is.</param>
    /// <param name="told">When the reader was last told of it.</param>
    public static StoryChanges Since(Story story, DateTimeOffset told)
    {
        var joined = story.Members.Where(m => m.Seen > told).ToList();
        return new StoryChanges(
            [.. joined.Where(m => m.Role != ItemRole.Copy)],
            joined.Count(m => m.Role == ItemRole.Copy),
            joined.Find(m => m.Primary),
            joined.Exists(m => m.Link == story.Link),
            [.. story.Facts.Dates.Where(d => d.Known > told)],
            [.. story.Facts.Amounts.Where(a => a.Known > told)],
            [.. story.Facts.Counts.Where(c => c.Known > told)],
            [.. story.Facts.Letters.Where(l => l.Known > told)])
        {
            Withdrawn = joined.Find(m => m.Role != ItemRole.Copy && CallsOff(m.Title)),
        };
    }

    /// <summary>By its first word, as notices do ("Cancelled: …", "Annulé : …"): later ones may tell of something else.</summary>
    private static bool CallsOff(string title) => Folding.Words(title) is [var first, ..] && first.Start + first.Length is var end
        && title.AsSpan(end).TrimStart() is [':' or '–' or '-' or ']' or ')', ..]
        && Withdrawing.Contains(Folding.Fold(first.In(title)));
}
