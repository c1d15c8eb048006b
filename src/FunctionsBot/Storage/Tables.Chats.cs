namespace FunctionsBot.Storage;

/// <content>What chats ask for, and what stands in them.</content>
public sealed partial class Tables
{
    /// <summary>Stories that a chat wants to hear no more of for a while: partition destination id, row story id.</summary>
    public Rows<Mute> Mutes { get; } = new(open("mutes"));

    /// <summary>Reading lists: partition destination id, row story id.</summary>
    public Rows<SavedStory> Saved { get; } = new(open("saved"));

    /// <summary>Alerts that stand in chats and are kept up to date: partition story id, row destination id.</summary>
    public Rows<StandingAlert> Standing { get; } = new(open("standing"));
}

/// <summary>A chat wants to hear no more of a story for a while.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Until">When it ends.</param>
/// <param name="By">Who said so.</param>
public sealed record Mute(string StoryId, DateTimeOffset Until, string By);

/// <summary>A story in a chat's reading list.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Title">Its title when it was saved.</param>
/// <param name="Link">Where to read it.</param>
/// <param name="At">When it was saved.</param>
public sealed record SavedStory(string StoryId, string Title, Uri Link, DateTimeOffset At);

/// <summary>An alert that stands in a chat.</summary>
/// <param name="DeliveryId">The delivery that put it there.</param>
/// <param name="Messages">The ids of its messages.</param>
/// <param name="ToldAt">Up to when the chat knows what is new in the story.</param>
public sealed record StandingAlert(string DeliveryId, IReadOnlyList<string> Messages, DateTimeOffset ToldAt)
{
    /// <summary>Whether the messages tell of this story alone; those of several are never written anew.</summary>
    public bool Alone { get; init; } = true;

    /// <summary>How far the story's matter had come when it was told.</summary>
    public Domain.StoryStage Stage { get; init; }

    /// <summary>A hash of what the messages say now.</summary>
    public string Shown { get; init; } = "";

    /// <summary>When it was last written anew.</summary>
    public DateTimeOffset? Edited { get; init; }

    /// <summary>When it will be looked at again; null where nothing new has come.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The messages cannot be changed any more: deleted, or too old.</summary>
    public bool Gone { get; init; }
}
