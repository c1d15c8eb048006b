using FunctionsBot.Domain;

namespace FunctionsBot.Sources;

/// <summary>A kind of source: what to request, and how its bytes become entries. No HTTP of its own.</summary>
public interface ISource
{
    /// <summary>The sources it reads.</summary>
    SourceKind Kind { get; }

    /// <summary>The conditional request for a source.</summary>
    FetchRequest Request(Source source, SourceState state);

    /// <summary>Reads a body. Never throws for what is in it: a body that cannot be read is a <see cref="Listing.Failure"/>.</summary>
    /// <param name="source">The source.</param>
    /// <param name="page">The body.</param>
    /// <param name="reading">What the last reading left for this one (<see cref="Listing.Reading"/>); null at the first.</param>
    Listing Read(Source source, FetchResult.Fetched page, string? reading = null);
}
