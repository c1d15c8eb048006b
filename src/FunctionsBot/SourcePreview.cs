using FunctionsBot.Domain;
using FunctionsBot.Sources;

namespace FunctionsBot;

/// <summary>What the bot would read at an address, were it a source.</summary>
/// <param name="Address">The address asked, or where it has moved to for good.</param>
public sealed record SourcePreview(Uri Address)
{
    /// <summary>Why nothing can be read, in one English sentence; null where something can.</summary>
    public string? Problem { get; init; }

    /// <summary>How it would be read.</summary>
    public SourceKind Kind { get; init; }

    /// <summary>The format found, such as <c>RSS 2.0</c>; null for a plain page.</summary>
    public string? Format { get; init; }

    /// <summary>What it calls itself.</summary>
    public string Title { get; init; } = "";

    /// <summary>The two-letter language it is in.</summary>
    public string Language { get; init; } = "en";

    /// <summary>All it lists now.</summary>
    public int Listed { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];

    /// <summary>What had to be mended to read it, a sentence each.</summary>
    public IReadOnlyList<string> Mended { get; init; } = [];

    /// <summary>Feeds, calendars and sitemaps that the page declares or links to.</summary>
    public IReadOnlyList<FeedCandidate> Feeds { get; init; } = [];

    /// <summary>Whether the site's robots.txt lets its pages be read; null where it could not be had, so that they are left alone for now.</summary>
    public bool? RobotsAllow { get; init; }

    /// <summary>The rule that decides; null where none does.</summary>
    public string? RobotsRule { get; init; }

    /// <summary>When it would be asked next after a first poll now.</summary>
    public DateTimeOffset? NextPoll { get; init; }

    /// <summary>It can say that nothing has changed (ETag, Last-Modified): asking often costs it little.</summary>
    public bool TellsUnchanged { get; init; }
}
