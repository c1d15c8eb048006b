namespace FunctionsBot.Domain;

/// <summary>One stage in a dossier: a story, linked with those before and after it, not merged with them.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Title">Its title when it was linked.</param>
/// <param name="At">When its first text was published.</param>
/// <param name="Stage">How far the matter had come.</param>
public sealed record DossierEntry(string StoryId, string Title, DateTimeOffset At, StoryStage Stage);

/// <summary>What an admin did to a story.</summary>
public enum StoryEditKind
{
    /// <summary>Another story was made part of it.</summary>
    Merged,

    /// <summary>Items left it for a story of their own.</summary>
    Split,

    /// <summary>Items left it for another story.</summary>
    Moved,
}

/// <summary>A change an admin made to stories: kept for ever, and done again where it was interrupted.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Kind">What was done.</param>
/// <param name="StoryId">The story that it was done to: the one that stays, or the one that items left.</param>
/// <param name="OtherId">The story merged into it, or the one that the items went to.</param>
/// <param name="Items">The items that went; empty for a merge.</param>
/// <param name="By">The admin's name.</param>
/// <param name="At">When.</param>
public sealed record StoryEdit(string Id, StoryEditKind Kind, string StoryId, string OtherId, IReadOnlyList<string> Items, string By, DateTimeOffset At)
{
    /// <summary>All of it is written.</summary>
    public bool Done { get; init; }
}
