using System.Text.Json.Serialization;

namespace FunctionsBot.Domain;

/// <summary>How far an entry has come.</summary>
public enum EntryStage
{
    /// <summary>Listed by its source, not yet read.</summary>
    New,

    /// <summary>Read and stored as an item.</summary>
    Read,

    /// <summary>Its page could not be read; <see cref="Entry.Problem"/> says why.</summary>
    Unreadable,
}

/// <summary>A file a feed attaches to an entry.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="MediaType">Its media type as listed.</param>
/// <param name="Bytes">Its size as listed.</param>
public sealed record Enclosure(Uri Address, string? MediaType = null, long? Bytes = null);

/// <summary>What a source lists: not yet read.</summary>
/// <param name="SourceId">The source that listed it.</param>
/// <param name="Key">Identity within the source, derived from the feed's own id or the cleaned link; safe as a row key.</param>
/// <param name="Link">The article's address.</param>
/// <param name="Title">As listed; may be empty.</param>
public sealed record Entry(string SourceId, string Key, Uri Link, string Title)
{
    /// <summary>What people call the source, as it was when the entry was stored: the item carries it on without asking for the source again.</summary>
    public string? SourceName { get; init; }

    /// <summary>When the source says it was published.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>When the source says it was changed.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Author as listed.</summary>
    public string? Author { get; init; }

    /// <summary>Plain-text summary as listed; where there is none, the first words of the content.</summary>
    public string? Summary { get; init; }

    /// <summary>HTML of the whole article, or of a summary with markup, where the source carries it; made safe, its addresses whole.</summary>
    public string? Content
    {
        get => LateContent?.Value;
        init => LateContent = LateText.Of(value);
    }

    /// <summary>
    /// <see cref="Content"/> as a reader gives it: made safe when first asked for, which costs more than all the rest of reading a feed. Of a
    /// feed's twenty entries one is new, and only that one is stored.
    /// </summary>
    [JsonIgnore]
    public LateText? LateContent { get; init; }

    /// <summary>Two-letter language where the feed says so.</summary>
    public string? Language { get; init; }

    /// <summary>The identity the feed itself gives it (<c>guid</c>, <c>id</c>), as written.</summary>
    public string? Id { get; init; }

    /// <summary>Categories as listed.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Files that belong to it.</summary>
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    /// <summary>When the event it announces begins; a day without a time begins at midnight UTC.</summary>
    public DateTimeOffset? Starts { get; init; }

    /// <summary>When that event ends.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>Where that event takes place.</summary>
    public string? Place { get; init; }

    /// <summary>Its <see cref="Content"/> is all there is to read: its link leads to no page about it alone.</summary>
    public bool Whole { get; init; }

    /// <summary>It has no title, no text and no page of its own: nothing to read or tell.</summary>
    [JsonIgnore]
    public bool Blank { get; init; }

    /// <summary>When the bot first saw it. Set once; decides the item's partition.</summary>
    public DateTimeOffset Seen { get; init; }

    /// <summary>Older than what is news (first poll of a source): stored, matched, never alerted.</summary>
    public bool History { get; init; }

    /// <summary>How far it has come.</summary>
    public EntryStage Stage { get; init; }

    /// <summary>Why it could not be read, in one sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>Tries that failed for a reason that may pass.</summary>
    public int Tries { get; init; }
}

/// <summary>What a reader got out of a source's bytes.</summary>
/// <param name="Entries">In the order listed; empty where nothing could be read.</param>
public sealed record Listing(IReadOnlyList<Entry> Entries)
{
    /// <summary>The title the source gives itself.</summary>
    public string? Title { get; init; }

    /// <summary>The format found, such as <c>RSS 2.0</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The page the source gives as its home.</summary>
    public Uri? Home { get; init; }

    /// <summary>The identity the source gives itself.</summary>
    public string? Id { get; init; }

    /// <summary>Whoever answers for the source, as it says.</summary>
    public string? Author { get; init; }

    /// <summary>What the source says it is about, as plain text.</summary>
    public string? Summary { get; init; }

    /// <summary>When the source says it was last changed.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>The language the source declares.</summary>
    public string? Language { get; init; }

    /// <summary>Further addresses that list more of the same, the most promising first: a sitemap index has nothing else.</summary>
    public IReadOnlyList<Uri> More { get; init; } = [];

    /// <summary>What the source's reader wants to be handed at the next reading, in its own notation; null where it needs nothing.</summary>
    public string? Reading { get; init; }

    /// <summary>Those who stand under the letter that the page is; null where it is none.</summary>
    public SignatureList? Signatures { get; init; }

    /// <summary>Nothing could be read: why, in one sentence. The source counts as failing.</summary>
    public string? Failure { get; init; }

    /// <summary>Read all the same, with what had to be mended, a sentence each.</summary>
    public IReadOnlyList<string> Mended { get; init; } = [];

    /// <summary>How long the source asks to be left alone (RSS <c>ttl</c>, <c>sy:updatePeriod</c>).</summary>
    public TimeSpan? AskedPause { get; init; }

    /// <summary>What of <see cref="AskedPause"/> holds at any hour.</summary>
    public TimeSpan? StandingPause { get; init; }

    /// <summary>When the source asks not to be read at all.</summary>
    public QuietTimes? Quiet { get; init; }
}
