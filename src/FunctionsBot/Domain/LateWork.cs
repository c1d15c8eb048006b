namespace FunctionsBot.Domain;

/// <summary>What kind of work is late.</summary>
public enum LateKind
{
    /// <summary>An entry should have been read.</summary>
    Reading,

    /// <summary>A message should have been sent.</summary>
    Delivery,

    /// <summary>A digest should have been composed.</summary>
    Digest,
}

/// <summary>A piece of work that is late.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Title">The entry's title or the message's subject; empty for a digest.</param>
/// <param name="Whose">The source's name, or the destination's id.</param>
/// <param name="Since">When it was found, decided, or due.</param>
/// <param name="Reason">What is known of why.</param>
public sealed record LateWork(LateKind Kind, string Title, string Whose, DateTimeOffset Since, string? Reason);
