namespace FunctionsBot.Domain;

/// <summary>What a source's address leads to, and so which reader turns its bytes into entries.</summary>
public enum SourceKind
{
    /// <summary>RSS, Atom or JSON Feed.</summary>
    Feed,

    /// <summary>An HTML page that lists articles.</summary>
    Listing,

    /// <summary>A sitemap, best a news sitemap, or a sitemap index.</summary>
    Sitemap,

    /// <summary>An iCalendar file.</summary>
    Calendar,

    /// <summary>A page that lists articles or events in its structured data (schema.org as JSON-LD).</summary>
    Data,

    /// <summary>A page whose own changes are the news: an open letter that collects signatures, a consultation.</summary>
    Page,
}

/// <summary>Something polled. Edited by admins; what polling learns is kept apart, in <see cref="SourceState"/>.</summary>
/// <param name="Id">Stable, lower-case, unique: letters, digits and dashes, at most 64.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Address">Where it is polled; http or https.</param>
/// <param name="Kind">How its bytes are read.</param>
/// <param name="Language">Two-letter ISO 639-1 code its entries are assumed to be in until read.</param>
public sealed record Source(string Id, string Name, Uri Address, SourceKind Kind, string Language)
{
    /// <summary>ISO 3166 code of the publisher's country; <c>EU</c> and <c>INT</c> for those above countries.</summary>
    public string? Country { get; init; }

    /// <summary>The group it is shown under.</summary>
    public string? Folder { get; init; }

    /// <summary>CSS selector of article links in a listing; without one the repeating links are found.</summary>
    public string? Selector { get; init; }

    /// <summary>An admin stopped the polling.</summary>
    public bool Paused { get; init; }

    /// <summary>The <see cref="AuditEntry.Id"/> of its last change; null where it was never changed by an admin.</summary>
    public string? Change { get; init; }
}

/// <summary>What polling a source has taught: when to ask next, with which validators, and how it has been.</summary>
/// <param name="SourceId">The <see cref="Source.Id"/>.</param>
/// <param name="NextPoll">Due from this moment on. A poll in progress moves it ahead as its lease.</param>
public sealed record SourceState(string SourceId, DateTimeOffset NextPoll)
{
    /// <summary>The ETag of the last body that was read, sent as <c>If-None-Match</c> (RFC 9110 §13.1.2).</summary>
    public string? ETag { get; init; }

    /// <summary>The Last-Modified of the last body that was read, sent back verbatim as <c>If-Modified-Since</c>.</summary>
    public string? LastModified { get; init; }

    /// <summary>When it was last asked, whatever came of it.</summary>
    public DateTimeOffset? LastPolled { get; init; }

    /// <summary>When it last answered with something readable, "not modified" included.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When it last listed an entry not seen before.</summary>
    public DateTimeOffset? LastNew { get; init; }

    /// <summary>Failures in a row; zero when healthy.</summary>
    public int Failures { get; init; }

    /// <summary>Since when it has failed without a success between.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The last failure in one sentence for people, or what was odd about the last success.</summary>
    public string? Problem { get; init; }

    /// <summary>Admins have been told that it fails, and not yet that it works again.</summary>
    public bool ToldFailing { get; init; }

    /// <summary>When it publishes, from which the next poll follows; null before its first body was read.</summary>
    public SourceRhythm? Rhythm { get; init; }

    /// <summary>How long the last body asked to be left alone; it holds while the body does not change.</summary>
    public TimeSpan? AskedPause { get; init; }

    /// <summary>When the last body asked not to be read; it holds while the body does not change.</summary>
    public QuietTimes? Quiet { get; init; }

    /// <summary>Admins have been told that it is silent, and not yet that it speaks again.</summary>
    public bool ToldSilent { get; init; }

    /// <summary>It answered 410 Gone: not asked again until an admin edits it.</summary>
    public bool Retired { get; init; }

    /// <summary>Where a permanent redirect (301, 308) said it has moved.</summary>
    public Uri? MovedTo { get; init; }

    /// <summary>Its first body has been read: from then on a new entry is news, before it was history.</summary>
    public bool Begun { get; init; }

    /// <summary>What its reader wanted to be handed at the next reading (<see cref="Listing.Reading"/>); at most 32,768 characters.</summary>
    public string? Reading { get; init; }

    /// <summary>Keys of the entries in the last body read, so that an unchanged list costs no look-up.</summary>
    public IReadOnlyList<string> Listed { get; init; } = [];

    /// <summary>What else is known of those entries, so that they are recognised when all get new identities: a short trace of each.</summary>
    public IReadOnlyList<string> Traces { get; init; } = [];
}
