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
            [.. story.Facts.Letters.Where(l => l.Known > told)]);
    }
}
