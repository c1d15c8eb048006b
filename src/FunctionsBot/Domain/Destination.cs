namespace FunctionsBot.Domain;

/// <summary>By what means a destination is reached.</summary>
public enum ChannelKind
{
    /// <summary>A Telegram chat, or a topic in one.</summary>
    Telegram,

    /// <summary>An email subscriber.</summary>
    Email,
}

/// <summary>Whether a destination is written to.</summary>
public enum DestinationState
{
    /// <summary>A subscriber who has not yet clicked the confirmation link: gets nothing else.</summary>
    Unconfirmed,

    /// <summary>Written to.</summary>
    Active,

    /// <summary>Stopped by an admin or because the other side refuses; <see cref="Destination.Reason"/> says why.</summary>
    Paused,
}

/// <summary>How often a destination gets its digest.</summary>
public enum DigestRhythm
{
    /// <summary>No digest.</summary>
    None,

    /// <summary>Every day.</summary>
    Daily,

    /// <summary>Once a week.</summary>
    Weekly,
}

/// <summary>When a digest is due, in the destination's own time zone.</summary>
/// <param name="Rhythm">How often.</param>
/// <param name="At">Local time of day; a time that daylight saving skips means the first moment after the gap.</param>
/// <param name="Day">The day of a weekly digest.</param>
public sealed record DigestSchedule(DigestRhythm Rhythm, TimeOnly At, DayOfWeek Day = DayOfWeek.Monday);

/// <summary>A Telegram chat or an email subscriber.</summary>
/// <param name="Id">Stable; safe as a key; for email a keyed hash, never the address.</param>
/// <param name="Channel">By what means.</param>
/// <param name="Address">Chat id, <c>chat/topic</c>, or email address.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
/// <param name="TimeZone">IANA name, such as <c>Europe/Paris</c>.</param>
/// <param name="Schedule">When its digest is due.</param>
public sealed record Destination(
    string Id,
    ChannelKind Channel,
    string Address,
    string Language,
    string TimeZone,
    DigestSchedule Schedule)
{
    /// <summary>What admins call it; for email nothing.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is written to.</summary>
    public DestinationState State { get; init; } = DestinationState.Active;

    /// <summary>Why it is paused.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets notices about the bot itself: blocked chats, failing sources, poison.</summary>
    public bool ForAdmins { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When its next digest is due; null where it gets none.</summary>
    public DateTimeOffset? NextDigest { get; init; }

    /// <summary>Up to when stories are in a digest already.</summary>
    public DateTimeOffset? DigestedUntil { get; init; }

    /// <summary>When alerts may come; null for always.</summary>
    public AlertHours? Hours { get; init; }

    /// <summary>No alerts before: somebody in the chat wants quiet for a while.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>Nothing at all before: Telegram asked to wait with this chat (429). Every instance reads it here.</summary>
    public DateTimeOffset? WaitUntil { get; init; }

    /// <summary>A daily digest with nothing in it says so, with how many sources were checked.</summary>
    public bool SaysNothingNew { get; init; }

    /// <summary>The reason of a chat that asked to be let in; stored, so in one language, and translated where it is shown.</summary>
    public const string WaitingForApproval = "Waiting for approval.";

    /// <summary>The reason of one that an admin stopped.</summary>
    public const string PausedByAdmin = "Paused by an admin.";

    /// <summary>The reason of a chat that an admin did not let in.</summary>
    public const string RefusedByAdmin = "Refused by an admin.";

    /// <summary>A chat that asked to be let in and waits for an admin.</summary>
    public bool IsWaiting => this is { State: DestinationState.Paused, Reason: WaitingForApproval };

    /// <summary>The <see cref="AuditEntry.Id"/> of its last change; null where it was never changed by an admin.</summary>
    public string? Change { get; init; }
}
