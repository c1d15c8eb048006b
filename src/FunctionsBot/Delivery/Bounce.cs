using FunctionsBot.Domain;

namespace FunctionsBot.Delivery;

/// <summary>A mail that came back, or was complained of.</summary>
/// <param name="Kind">Whether it may pass.</param>
/// <param name="DestinationId">Whose mail.</param>
/// <param name="Reason">What the other side said, in one line.</param>
/// <param name="MessageId">The mail's Message-ID without its brackets; null where it is not told.</param>
public sealed record Bounce(BounceKind Kind, string DestinationId, string Reason, string? MessageId = null);
