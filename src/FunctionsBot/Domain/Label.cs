namespace FunctionsBot.Domain;

/// <summary>What a person says of an item. Labels are only ever added: the latest counts, the others are its history.</summary>
/// <param name="ItemId">The <see cref="ReadItem.Id"/>.</param>
/// <param name="Relevant">Whether it is open-source AI policy.</param>
/// <param name="Kind">Its kind; null where only relevance was judged.</param>
/// <param name="By">Who says so: an admin's name, or a chat member's.</param>
/// <param name="At">When.</param>
public sealed record Label(string ItemId, bool Relevant, StoryKind? Kind, string By, DateTimeOffset At)
{
    /// <summary>Version of the model whose verdict the person saw.</summary>
    public string Model { get; init; } = "";

    /// <summary>What that model had said.</summary>
    public bool Said { get; init; }
}
