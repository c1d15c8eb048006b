namespace FunctionsBot.Domain;

/// <summary>One line of a delivery's history.</summary>
/// <param name="At">When.</param>
/// <param name="State">What it became.</param>
/// <param name="Attempt">In which attempt, from 1; 0 before the first.</param>
/// <param name="Answer">What the other side said, or why; null where nothing is to be said. A claim with nothing after it was cut off.</param>
public sealed record DeliveryEvent(DateTimeOffset At, DeliveryState State, int Attempt, string? Answer = null);

/// <summary>Why a delivery did not reach its reader after all.</summary>
public enum BounceKind
{
    /// <summary>It may pass: mailbox full, message too large, server down for hours.</summary>
    Soft,

    /// <summary>It will not: the mailbox does not exist.</summary>
    Hard,

    /// <summary>The reader says it is spam (RFC 5965).</summary>
    Complaint,
}
