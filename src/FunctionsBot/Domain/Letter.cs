namespace FunctionsBot.Domain;

/// <summary>How many had signed, as somebody counted.</summary>
/// <param name="Value">How many.</param>
/// <param name="Of">Of what, in English and singular: <c>organisation</c>, <c>signatory</c>.</param>
/// <param name="About">Rounded by whoever says so.</param>
/// <param name="By">Who says so: a newsroom, or the letter's own page.</param>
/// <param name="Day">On what day.</param>
public sealed record LetterCount(int Value, string Of, bool About, string By, DateOnly Day);

/// <summary>What was seen of an open letter on one day in one place: a text that tells of it, or its own page.</summary>
/// <param name="Day">The day.</param>
/// <param name="By">Who says so.</param>
public sealed record LetterDay(DateOnly Day, string By)
{
    /// <summary>Where it stands.</summary>
    public Uri? Link { get; init; }

    /// <summary>How many had signed.</summary>
    public IReadOnlyList<LetterCount> Counts { get; init; } = [];

    /// <summary>Names that stand under the letter, as far as told; of its own page those that came since it was last read.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];

    /// <summary>Names that stood under the letter on its own page, and stand there no more.</summary>
    public IReadOnlyList<string> Withdrawn { get; init; } = [];
}

/// <summary>An open letter as it is followed.</summary>
/// <param name="StoryId">The story that it is.</param>
/// <param name="Title">The letter's own title where it is told, else the story's.</param>
/// <param name="Language">Two-letter language of its texts.</param>
/// <param name="Link">The letter itself where its address is known, else the story's head.</param>
/// <param name="Changed">When something of it was last seen to change.</param>
public sealed record Letter(string StoryId, string Title, string Language, Uri Link, DateTimeOffset Changed)
{
    /// <summary>When it was published, or first told of.</summary>
    public DateOnly Published { get; init; }

    /// <summary>Whom it is addressed to.</summary>
    public IReadOnlyList<string> Addressees { get; init; } = [];

    /// <summary>What it asks for.</summary>
    public IReadOnlyList<string> Demands { get; init; } = [];

    /// <summary>The first and the last count of each kind.</summary>
    public IReadOnlyList<LetterCount> First { get; init; } = [];

    /// <summary>The last count of each kind.</summary>
    public IReadOnlyList<LetterCount> Latest { get; init; } = [];

    /// <summary>How many are known by name to have signed and not withdrawn.</summary>
    public int Named { get; init; }

    /// <summary>How many have withdrawn.</summary>
    public int Withdrawn { get; init; }
}

/// <summary>Those who stand under a letter on its own page.</summary>
/// <param name="Names">In the page's order.</param>
/// <param name="Count">How many the page says they are; null where it does not.</param>
public sealed record SignatureList(IReadOnlyList<string> Names, int? Count)
{
    /// <summary>What <see cref="Count"/> counts, in English and singular.</summary>
    public string Of { get; init; } = "signatory";

    /// <summary>The page is longer than what is read of it: who is missing here may stand there all the same.</summary>
    public bool IsCut { get; init; }
}
