namespace FunctionsBot.Domain;

/// <summary>What an admin changed something of.</summary>
public enum AuditThing
{
    /// <summary>A <see cref="Domain.Watchlist"/>.</summary>
    Watchlist,

    /// <summary>A <see cref="Domain.Source"/>.</summary>
    Source,

    /// <summary>A <see cref="Domain.Destination"/>: a chat, or a subscriber.</summary>
    Destination,

    /// <summary>A <see cref="Domain.Story"/>.</summary>
    Story,

    /// <summary>What staff say of an item.</summary>
    Label,

    /// <summary>A message that failed.</summary>
    Delivery,

    /// <summary>Work that was given up.</summary>
    Work,
}

/// <summary>What was done to it.</summary>
public enum AuditAction
{
    /// <summary>It was not there before.</summary>
    Created,

    /// <summary>Edited by hand.</summary>
    Changed,

    /// <summary>Created or changed by a list that was imported.</summary>
    Imported,

    /// <summary>Put back to what it was before another change.</summary>
    RolledBack,

    /// <summary>Stopped for a while.</summary>
    Paused,

    /// <summary>Running again.</summary>
    Resumed,

    /// <summary>Taken away.</summary>
    Deleted,

    /// <summary>Brought back after it was deleted.</summary>
    Restored,

    /// <summary>Taken away with everything that is known of the person.</summary>
    Erased,

    /// <summary>Another story became part of it.</summary>
    Merged,

    /// <summary>Items left it for another story or one of their own.</summary>
    Moved,

    /// <summary>Nobody is told of it any more.</summary>
    Muted,

    /// <summary>People are told of it again.</summary>
    Unmuted,

    /// <summary>Called relevant, or not.</summary>
    Labelled,

    /// <summary>Tried once more.</summary>
    Retried,

    /// <summary>Given up for good.</summary>
    Discarded,
}

/// <summary>
/// One change that an admin made: who, when, what, and how it was before and after. It is written before the change it tells of, and the changed row
/// names it (<see cref="Watchlist.Change"/> and its like), so that no change is without its entry, and which entry came true can be told for ever.
/// </summary>
/// <param name="Id">Sorts the newest first; the row's key.</param>
/// <param name="At">When.</param>
/// <param name="By">The admin's name.</param>
/// <param name="Thing">What sort of thing.</param>
/// <param name="ThingId">Its id.</param>
/// <param name="Action">What was done.</param>
public sealed record AuditEntry(string Id, DateTimeOffset At, string By, AuditThing Thing, string ThingId, AuditAction Action)
{
    /// <summary>What people called it then; empty for a subscriber, whose address no history keeps.</summary>
    public string Name { get; init; } = "";

    /// <summary>The entry of the change before this one; null for the first.</summary>
    public string? Previous { get; init; }

    /// <summary>Its fields before, as a form holds them; null where it was not there.</summary>
    public IReadOnlyDictionary<string, string>? Before { get; init; }

    /// <summary>Its fields after; null where it is no more.</summary>
    public IReadOnlyDictionary<string, string>? After { get; init; }

    /// <summary>What else belongs to it, such as the other story's id.</summary>
    public string? Detail { get; init; }

    /// <summary>The change was carried out to its end; until then it is under way, or a crash came between.</summary>
    public bool Done { get; init; }
}
