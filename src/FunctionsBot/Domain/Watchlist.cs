namespace FunctionsBot.Domain;

/// <summary>What to look for. Who is told is in the <see cref="Follow"/> rows.</summary>
/// <param name="Id">Stable, lower-case: letters, digits and dashes, at most 64.</param>
/// <param name="Name">What people call it, in English.</param>
/// <param name="Query">In the query language; empty matches every relevant story.</param>
public sealed record Watchlist(string Id, string Name, string Query)
{
    /// <summary>What people call it in French.</summary>
    public string? NameFr { get; init; }

    /// <summary>Kinds wanted; empty for all.</summary>
    public IReadOnlyList<StoryKind> Kinds { get; init; } = [];

    /// <summary>Two-letter languages wanted; empty for all.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Everyone may subscribe to it, by mail and by its feeds.</summary>
    public bool Public { get; init; }

    /// <summary>An admin stopped it.</summary>
    public bool Paused { get; init; }

    /// <summary>The <see cref="AuditEntry.Id"/> of its last change; null where it was never changed by an admin.</summary>
    public string? Change { get; init; }
}

/// <summary>How soon a destination is told of what a watchlist finds.</summary>
public enum Cadence
{
    /// <summary>An alert as soon as it is understood.</summary>
    Immediate,

    /// <summary>In the destination's daily or weekly digest.</summary>
    Digest,
}

/// <summary>A destination follows a watchlist.</summary>
/// <param name="WatchlistId">What is followed.</param>
/// <param name="DestinationId">Who follows.</param>
/// <param name="Cadence">How soon they want to know.</param>
public sealed record Follow(string WatchlistId, string DestinationId, Cadence Cadence);
