namespace FunctionsBot.Domain;

/// <summary>What an item is to its story.</summary>
public enum ItemRole
{
    /// <summary>The first known text, or the primary document.</summary>
    Original,

    /// <summary>The same text again: syndicated, republished, cut or lightly edited.</summary>
    Copy,

    /// <summary>Another newsroom's own text about the same happening.</summary>
    Report,
}

/// <summary>An entry that was read and understood, as it is stored.</summary>
/// <param name="Id">Made of the UTC day it was seen and a hash, so that the day's partition is known from it.</param>
/// <param name="SourceId">The source that listed it.</param>
/// <param name="EntryKey">The entry it came from.</param>
/// <param name="Seen">When the bot first saw the entry.</param>
/// <param name="Item">What was read.</param>
/// <param name="Verdict">What was thought of it.</param>
/// <param name="Facts">What was found in it.</param>
public sealed record ReadItem(
    string Id,
    string SourceId,
    string EntryKey,
    DateTimeOffset Seen,
    Item Item,
    Verdict Verdict,
    ItemFacts Facts)
{
    /// <summary>The source's name when it was read.</summary>
    public string SourceName { get; init; } = "";

    /// <summary>Older than what is news: stored and matched, never alerted.</summary>
    public bool History { get; init; }

    /// <summary>The story it was placed in; null for what is not relevant.</summary>
    public string? StoryId { get; init; }
}

/// <summary>One item's line in its story.</summary>
/// <param name="ItemId">The <see cref="ReadItem.Id"/>.</param>
/// <param name="SourceId">The source that listed it.</param>
/// <param name="Newsroom">Who published it: the site's name, else the source's.</param>
/// <param name="Title">Its own title.</param>
/// <param name="Link">Where to read it.</param>
/// <param name="Language">Two-letter code.</param>
/// <param name="Published">When, or when first seen.</param>
/// <param name="Role">Original, copy or report.</param>
public sealed record StoryMember(
    string ItemId,
    string SourceId,
    string Newsroom,
    string Title,
    Uri Link,
    string Language,
    DateTimeOffset Published,
    ItemRole Role)
{
    /// <summary>When the bot first saw it.</summary>
    public DateTimeOffset Seen { get; init; }

    /// <summary>What can be read without paying.</summary>
    public Paywall Paywall { get; init; } = Paywall.None;

    /// <summary>Whom it names as its original.</summary>
    public string? Attribution { get; init; }

    /// <summary>The item whose text it has; null for a text of its own.</summary>
    public string? CopyOf { get; init; }

    /// <summary>Length of its text in UTF-16 units.</summary>
    public int Length { get; init; }

    /// <summary>It is what the others tell of: the letter itself, the event's own page.</summary>
    public bool Primary { get; init; }
}

/// <summary>How far a matter has come when a text tells of it.</summary>
public enum StoryStage
{
    /// <summary>No word says so.</summary>
    Unknown,

    /// <summary>Something is announced, called for or opened: an event, a call, a letter.</summary>
    Announced,

    /// <summary>The public is asked.</summary>
    Consultation,

    /// <summary>A text is proposed or tabled.</summary>
    Draft,

    /// <summary>It is answered, or its results are out.</summary>
    Answered,

    /// <summary>What was announced has taken place.</summary>
    Held,

    /// <summary>It is voted, adopted, signed or decided.</summary>
    Voted,

    /// <summary>It applies.</summary>
    InForce,
}

/// <summary>All items about one happening.</summary>
/// <param name="Id">The founding item's id; stable for ever.</param>
/// <param name="Title">The head item's title.</param>
/// <param name="Language">The head item's language.</param>
/// <param name="Link">Where to read the head item.</param>
/// <param name="Kind">What kind of happening.</param>
/// <param name="Score">The highest score among its items, 0 to 1.</param>
/// <param name="FirstSeen">When the founding item was seen.</param>
public sealed record Story(
    string Id,
    string Title,
    string Language,
    Uri Link,
    StoryKind Kind,
    double Score,
    DateTimeOffset FirstSeen)
{
    /// <summary>When the last item joined.</summary>
    public DateTimeOffset Updated { get; init; }

    /// <summary>Every item in it, in order of publication.</summary>
    public IReadOnlyList<StoryMember> Members { get; init; } = [];

    /// <summary>Topics of the head item.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Lead or first paragraph of the head item.</summary>
    public string Lead { get; init; } = "";

    /// <summary>Why it is relevant: the head item's evidence.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>The facts of all its items together, each once.</summary>
    public ItemFacts Facts { get; init; } = ItemFacts.None;

    /// <summary>Only history so far: it is shown, never alerted.</summary>
    public bool History { get; init; }

    /// <summary>Watchlists it matched, by id.</summary>
    public IReadOnlyDictionary<string, FirstMatch> Matches { get; init; } = new Dictionary<string, FirstMatch>();

    /// <summary>How far its matter had come; unknown where no word of its texts says so.</summary>
    public StoryStage Stage { get; init; }

    /// <summary>The dossier that it is a later stage in: the id of the story that opened it. Null where it opened its own, or stands alone.</summary>
    public string? Dossier { get; init; }

    /// <summary>The story that this one became part of, and is read instead of it.</summary>
    public string? MergedInto { get; init; }

    /// <summary>An admin has merged, split or moved: the bot never merges this story with another by itself.</summary>
    public bool Edited { get; init; }

    /// <summary>An admin wants nobody told of it any more; null where people are.</summary>
    public StoryMute? Muted { get; init; }

    /// <summary>What new items are compared with; made and read by the stage that places them.</summary>
    public string Sketch { get; init; } = "";

    /// <summary>Newsrooms with a text of their own about it.</summary>
    public int Newsrooms => Members.Where(m => m.Role != ItemRole.Copy).Select(m => m.Newsroom).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>Texts of its own: originals and reports.</summary>
    public int Reports => Members.Count(m => m.Role != ItemRole.Copy);

    /// <summary>Copies of another's text.</summary>
    public int Copies => Members.Count(m => m.Role == ItemRole.Copy);
}

/// <summary>Who muted a story, and when.</summary>
/// <param name="By">The admin's name.</param>
/// <param name="At">When.</param>
public sealed record StoryMute(string By, DateTimeOffset At);

/// <summary>When a story first matched a watchlist, and through which of its items: that item's worker tells the followers, however often it is tried.</summary>
/// <param name="At">When.</param>
/// <param name="ItemId">Through which item.</param>
public sealed record FirstMatch(DateTimeOffset At, string ItemId);
