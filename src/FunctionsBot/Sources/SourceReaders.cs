using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>The reader of each kind of source.</summary>
public sealed class SourceReaders(FeedSource feed, ListingSource listing)
{
    /// <summary>The reader for a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public ISource For(SourceKind kind) => kind switch
    {
        SourceKind.Feed => feed,
        SourceKind.Listing => listing,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No reader reads this kind of source."),
    };
}
