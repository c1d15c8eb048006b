namespace FunctionsBot.Domain;

/// <summary>A story's line in the public digest of a week, as it stood then.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Title">Its title.</param>
/// <param name="Language">Two-letter language of title and lead.</param>
/// <param name="Kind">What kind of happening.</param>
/// <param name="Lead">Its lead, cut to a few lines.</param>
/// <param name="Newsroom">Who published its head.</param>
/// <param name="Newsrooms">Newsrooms with a text of their own.</param>
/// <param name="Copies">Copies besides.</param>
public sealed record DigestLine(string StoryId, string Title, string Language, StoryKind Kind, string Lead, string Newsroom, int Newsrooms, int Copies);

/// <summary>A part of the public digest.</summary>
/// <param name="Name">Which: <c>Decisions</c>, <c>Deadlines</c>, <c>Events</c>, <c>Letters</c> or <c>Reading</c>.</param>
/// <param name="Count">Stories in it, those not shown included.</param>
/// <param name="Lines">The first of them.</param>
public sealed record DigestPart(string Name, int Count, IReadOnlyList<DigestLine> Lines);

/// <summary>The public digest of a week, in no language: the reader's is chosen when it is shown.</summary>
/// <param name="Monday">The week's first day, UTC.</param>
/// <param name="Parts">Those with something in them, in the order of the weekly email.</param>
public sealed record WeeklyDigest(DateOnly Monday, IReadOnlyList<DigestPart> Parts)
{
    /// <summary>Stories of the week.</summary>
    public int Count => Parts.Sum(p => p.Count);
}
