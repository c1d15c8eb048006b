using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>The reader of each kind of source.</summary>
/// <param name="clock">The time, for kinds to which it matters; the system's where null.</param>
public sealed class SourceReaders(TimeProvider? clock = null)
{
    private readonly ISource[] readers =
        [new FeedSource(clock), new ListingSource(), new SitemapSource(), new CalendarSource(clock), new StructuredSource(), new PageSource(clock)];

    /// <summary>The reader for a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public ISource For(SourceKind kind) =>
        Array.Find(readers, r => r.Kind == kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "No reader reads this kind of source.");
}
