namespace FunctionsBot.Domain;

/// <summary>What a button under an alert says of its story when it is pressed: <c>label.1 yes STORY</c>.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Relevant">Whether it is open-source AI policy.</param>
public sealed record LabelButton(string StoryId, bool Relevant)
{
    private const string Tag = "label.1";

    /// <summary>What Telegram hands back; under 64 bytes for every id the bot makes.</summary>
    public override string ToString() => $"{Tag} {(Relevant ? "yes" : "no")} {StoryId}";

    /// <summary>Reads what a button handed back; null for anything else, whoever made it.</summary>
    public static LabelButton? Read(string? data) => data?.Split(' ') switch
    {
        [Tag, "yes", { Length: > 0 } id] => new LabelButton(id, true),
        [Tag, "no", { Length: > 0 } id] => new LabelButton(id, false),
        _ => null,
    };
}
